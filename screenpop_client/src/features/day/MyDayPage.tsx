import { useEffect, useRef } from "react";
import { useDayRefresh, useMyDay } from "@/app/dayQueries";
import { useText } from "@/app/text";
import { useKeys } from "@/app/useKeys";
import { useDesk, useNow } from "@/app/workspace";
import { DAY_PARTS, partsOfDay } from "@/model/myDay";
import { PageHead, Panel } from "@/ui/Panel";
import { Await, Empty } from "@/ui/States";
import type { MyDay } from "@/wire/messages.gen";
import { CalendarPanel } from "./CalendarPanel";
import classes from "./day.module.css";
import { ClosedLine, FollowUpLine } from "./FollowUpLine";
import { LettersPanel } from "./LettersPanel";

/** «Мой день» (R98): what is overdue, for today and for later, soonest first, and what closed by itself. */
export function MyDayPage() {
  const { t } = useText();
  const day = useMyDay();
  const root = useRef<HTMLDivElement>(null);
  useKeys({ dial: () => callOf(root.current)?.click() });
  return (
    <div ref={root} className={classes.page}>
      <PageHead title={t("day.title")}>
        <small className={classes.hint}>{t("day.keys")}</small>
      </PageHead>
      <Await query={day}>{day.data && <Parts day={day.data} />}</Await>
      <CalendarPanel />
      {day.data && <LettersPanel letters={day.data.letters} />}
    </div>
  );
}

function Parts({ day }: { readonly day: MyDay }) {
  const { t } = useText();
  const now = useNow(15_000);
  const parts = partsOfDay(day, now);
  const reminders = useDesk(({ desk }) => desk.reminders);
  const refresh = useRef(useDayRefresh());
  // biome-ignore lint/correctness/useExhaustiveDependencies: what stands or closed is why the day is asked again
  useEffect(() => refresh.current(), [reminders]);
  if (day.open.length === 0 && day.closed.length === 0) {
    return <Empty title={t("day.empty")} hint={t("day.emptyHint")} />;
  }
  return (
    <>
      {DAY_PARTS.filter((part) => parts[part].length > 0).map((part) => (
        <Panel key={part} title={`${t(`day.${part}`)} · ${parts[part].length}`}>
          <ul className={classes.lines}>
            {parts[part].map((followUp) => (
              <FollowUpLine key={followUp.id} followUp={followUp} isOverdue={part === "overdue"} />
            ))}
          </ul>
        </Panel>
      ))}
      {day.open_count > day.open.length && (
        <p className={classes.hint}>{t("day.more", { count: day.open_count - day.open.length })}</p>
      )}
      {day.closed.length > 0 && (
        <Panel title={t("day.closed")}>
          <ul className={classes.lines}>
            {day.closed.map((followUp) => (
              <ClosedLine key={followUp.id} followUp={followUp} />
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}

/** What calls the line that has the focus, else the first line. */
function callOf(page: HTMLElement | null): HTMLElement | null | undefined {
  const line = document.activeElement?.closest("li");
  return (line && page?.contains(line) ? line : page)?.querySelector<HTMLElement>("[data-call] > *");
}
