import { leavingOf } from "@/model/ownQueues";
import type { AbsenceRules, DeviceMode } from "@/wire/messages.gen";
import type { Say } from "./text";

/** Say at which moments what becomes of who has such a device, a line each. */
export function absenceWords(rules: AbsenceRules, mode: DeviceMode, t: Say): readonly string[] {
  return (["logged_out", "closed", "lost"] as const).map((way) => {
    const what = t(`absence.${leavingOf(rules[way], mode)}`);
    return t(`absence.${way}`, { seconds: Math.round(rules[way].grace_s), what });
  });
}
