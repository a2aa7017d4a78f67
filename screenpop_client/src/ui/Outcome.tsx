import { useText } from "@/app/text";
import type { Outcome as CallOutcome } from "@/wire/messages.gen";
import classes from "./Outcome.module.css";

/** What became of a call, in a word. */
export function Outcome({ outcome }: { outcome: CallOutcome | "" }) {
  const { t } = useText();
  return (
    <span className={classes.outcome} data-outcome={outcome || "live"}>
      {t(`outcome.${outcome}`)}
    </span>
  );
}
