import type { ruPin } from "./ruPin";

export const enPin: Record<keyof typeof ruPin, string> = {
  "pin.pin": "Pin above other windows",
  "pin.unpin": "Unpin",
  "pin.title": "Call",
  "pin.waiting": "No calls. The card will appear here.",
  "pin.again": "The browser opens a window above others only on a press: answer the call, or press {key}.",
  "pin.unable":
    "This browser keeps no window above others. Chrome and Edge on a computer do; the address must begin with https.",
  "pin.noCall":
    "There is no call, and a call's card is what is pinned. Let the window wait for calls in “My parameters”.",
  "pin.refused": "The browser did not open a window above others. Press “Pin” once more.",
  "help.hangUp": "Headset: hang up",
  "help.mute": "Headset: microphone off and on",
  "help.pickRecord": "A card's field: pick from the directory",
  "help.extra": "A list: extra functions, a participant's status",
  "help.openList": "A card's field: open its list",
  "help.pin": "The call card above all windows",
};
