import { useNumberZone } from "@/app/queries";
import { useText } from "@/app/text";
import { callerTime } from "@/model/callerTime";
import classes from "./fields.module.css";

type CallerTimeProps = { readonly instant: string | null; readonly number: string; readonly callId: string | null };

/** R98: the planned instant by the customer's clock, and a warning when they will be asleep. */
export function CallerTime({ instant, number, callId }: CallerTimeProps) {
  const { t, language } = useText();
  const zone = useNumberZone(number, callId, instant !== null).data;
  if (instant === null || (number !== "" && zone === undefined)) return null;
  if (!zone) return <p className={classes.note}>{t("callerTime.unknown")}</p>;
  const { time, offset, isNight } = callerTime(instant, zone, language);
  return (
    <p className={classes.note} data-night={isNight} role={isNight ? "status" : undefined}>
      {t(isNight ? "callerTime.night" : "callerTime.shown", { time, offset })}
    </p>
  );
}
