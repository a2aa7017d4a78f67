import type { ruCaller } from "./ruCaller";

export const enCaller: Record<keyof typeof ruCaller, string> = {
  "card.notHim": "Not them",
  "card.notHimName": "Not them: {name}",
  "card.notHimHint": "Offer for this number no more",
  "card.notCallers": "Do not call from this number",
  "card.notCaller": "Not them: {name}",
  "card.callerAgain": "Take back",
  "card.callerAgainName": "Take back: {name}",
  "duplicates.moved.not_caller": "“not them” marks",
  "record.history.not_caller.added": "said not to call from a number",
  "record.history.not_caller.removed": "“not them” taken back",
};
