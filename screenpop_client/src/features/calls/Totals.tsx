import { useCallTotals } from "@/app/queries";
import { useText } from "@/app/text";
import { duration } from "@/model/datetime";
import type { CallFilter } from "@/wire/api";
import classes from "./calls.module.css";

/** What the whole of the filtered list amounts to, counted by the server. */
export function Totals({ filter }: { filter: CallFilter }) {
  const { t, format } = useText();
  const totals = useCallTotals(filter).data;
  if (!totals) return null;
  const figures = [
    [t("callLog.total.count"), format.number(totals.count)],
    [t("callLog.total.answered"), format.number(totals.answered)],
    [t("callLog.total.missed"), format.number(totals.missed)],
    [t("callLog.total.talk"), duration(totals.talk_seconds)],
    [t("callLog.total.wait"), duration(totals.wait_seconds)],
  ] as const;
  return (
    <dl className={classes.totals} aria-label={t("callLog.totals")} data-testid="call-totals">
      {figures.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
