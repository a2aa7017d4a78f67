import { leavingOf } from "@/model/ownQueues";
import type { AbsenceRules, DeviceMode } from "@/wire/messages.gen";
import type { Say } from "./text";

/** Say at which moments what becomes of who has such a device. */
export function absenceWords(rules: AbsenceRules, mode: DeviceMode, t: Say): string {
  const what = t(`absence.${leavingOf(rules, mode)}`);
  const seconds = Math.round(rules.grace_s);
  return `${t("absence.logout", { what })} ${t("absence.lost", { seconds, what })}`;
}
