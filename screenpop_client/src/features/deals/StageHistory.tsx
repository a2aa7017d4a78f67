import { nameIn } from "@/app/dealQueries";
import { useText } from "@/app/text";
import { stayUnit } from "@/model/dealBoard";
import { Panel } from "@/ui/Panel";
import type { DealPath } from "@/wire/messages.gen";
import classes from "./deals.module.css";

/** R123, A16: every stay on a stage, the last one first, with how long it was and why it began. */
export function StageHistory({ path }: { readonly path: DealPath }) {
  const text = useText();
  const { t, format } = text;
  return (
    <Panel title={t("deals.history")}>
      <ol className={classes.history}>
        {path.stays
          .map((stay, place) => ({ stay, place }))
          .reverse()
          .map(({ stay, place }) => {
            const { unit, count } = stayUnit(stay.seconds);
            return (
              <li key={place}>
                <b>{nameIn(text, { name: stay.stage, name_en: stay.stage_en })}</b>
                <span>{stay.seconds > 0 || !stay.is_last ? t(`deals.stay.${unit}`, { count }) : ""}</span>
                <span className={classes.muted}>{format.dateTime(stay.at)}</span>
                <span className={classes.muted}>
                  {t(`deals.cause.${stay.cause}`)}
                  {stay.employee && ` · ${stay.employee}`}
                </span>
              </li>
            );
          })}
      </ol>
    </Panel>
  );
}
