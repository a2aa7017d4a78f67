import type { AbsenceRule, DeviceMode, Leaving, OwnQueue, OwnState } from "@/wire/messages.gen";

export type Why = "unavailable" | "silent" | "permission" | "busy" | "unknown" | "store" | "refused";

const WHYS: Readonly<Record<string, Why>> = {
  "ami.unavailable": "unavailable",
  "ami.no_answer": "silent",
  "ami.permission_denied": "permission",
  "ami.too_many_actions": "busy",
  "queue.unknown": "unknown",
};

/** Which words tell of an error code that a PBX's queues gave. */
export function whyOf(code: string): Why {
  return WHYS[code] ?? (code.startsWith("store.") ? "store" : "refused");
}

/** Return the queues that are not as they should be: nobody rings the operator there, or what was ordered is not done. */
export function troubledQueues(own: OwnState): readonly OwnQueue[] {
  return own.queues.filter((queue) => queue.state === "removed" || queue.state === "missing" || queue.error !== "");
}

/** Whether queues of several PBXs are told apart by the PBX's name. */
export function spansPbxs(own: OwnState): boolean {
  return new Set(own.queues.map((queue) => queue.pbx)).size > 1;
}

/** What becomes of an operator who is away in that way. */
export function leavingOf(rule: AbsenceRule, mode: DeviceMode): Leaving {
  return mode === "headset" ? rule.headset : rule.handset;
}
