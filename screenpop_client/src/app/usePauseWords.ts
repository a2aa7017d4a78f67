import { nameIn } from "./dealQueries";
import { useDictionaries } from "./queries";
import { useText } from "./text";

/** The reason that the server itself gives for a pause (crm/status.py, AWAY_REASON): no dictionary has it. */
const AWAY = "Нет на месте";

/** Say a pause's reason in the operator's language; one that was given at the PBX stays as it came. */
export function usePauseWords(): (reason: string) => string {
  const text = useText();
  const reasons = useDictionaries().data?.pause_reasons ?? [];
  return (reason) => {
    if (reason === AWAY) return text.t("absence.away");
    const known = reasons.find((one) => one.name === reason);
    return known ? nameIn(text, known) : reason;
  };
}
