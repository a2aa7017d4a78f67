import { Button } from "@mantine/core";
import { IconBell, IconCheck } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { useDayRefresh, useFollowUpCommands } from "@/app/dayQueries";
import { useWords } from "@/app/queries";
import { hrefTo } from "@/app/router";
import { useText } from "@/app/text";
import { useDesk, useIsHeard, useNow } from "@/app/workspace";
import { whoOfFollowUp } from "@/model/myDay";
import { readablePhone } from "@/model/phone";
import { CallBackButton } from "@/ui/CallBackButton";
import type { ReminderBrief } from "@/wire/messages.gen";
import classes from "./day.module.css";
import { SnoozeButton } from "./SnoozeButton";

const SHOWN = 3;

/** Reminders that stand before the operator, over whichever page is open, until they say what becomes of them (R99). */
export function ReminderPanel() {
  const { t } = useText();
  const { due, count, escalated, escalated_count } = useDesk(({ desk }) => desk.reminders);
  const all = [...due, ...escalated];
  useNotification(all[0]);
  if (all.length === 0) return null;
  const hidden = count + escalated_count - Math.min(all.length, SHOWN);
  return (
    <section className={classes.reminders} aria-label={t("day.reminders")} aria-live="polite" data-testid="reminders">
      {all.slice(0, SHOWN).map((brief) => (
        <Reminder key={`${brief.follow_up_id}`} brief={brief} />
      ))}
      {hidden > 0 && <a href={hrefTo({ page: "day" })}>{t("day.moreReminders", { count: hidden })}</a>}
    </section>
  );
}

function Reminder({ brief }: { readonly brief: ReminderBrief }) {
  const { t, format } = useText();
  const now = useNow(60_000);
  const words = useWords();
  const { acknowledge } = useFollowUpCommands(brief.follow_up_id);
  const name = whoOfFollowUp(brief) || t("day.nobody");
  const record = brief.deal_id === null ? { page: "leads", id: brief.lead_id } : { page: "deals", id: brief.deal_id };
  return (
    <article className={classes.reminder} data-escalated={brief.is_escalated} data-testid="reminder">
      <IconBell size={16} aria-hidden />
      <div>
        <strong>
          {record.id === null ? <bdi>{name}</bdi> : <a href={hrefTo({ page: record.page, id: record.id })}>{name}</a>}
        </strong>
        {brief.phone && <span className={classes.phone}>{readablePhone(brief.phone)}</span>}
        <small>
          {words.get(brief.method) ?? brief.method} · {format.moment(brief.at, now)}
          {brief.is_escalated && ` · ${t("day.escalated", { who: brief.owner })}`}
        </small>
        <div className={classes.acts}>
          {brief.phone && <CallBackButton number={brief.phone} of={{ kind: "follow_up", id: brief.follow_up_id }} />}
          <SnoozeButton followUpId={brief.follow_up_id} />
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<IconCheck size={14} />}
            loading={acknowledge.isPending}
            onClick={() => acknowledge.mutate()}
          >
            {t("day.acknowledge")}
          </Button>
        </div>
      </div>
    </article>
  );
}

/** Tell of the newest one also while the page is not looked at; one tab of all does. */
function useNotification(newest: ReminderBrief | undefined): void {
  const { t } = useText();
  const isHeard = useIsHeard();
  const refresh = useRef(useDayRefresh());
  const id = newest?.follow_up_id;
  const key = newest && `${id} ${newest.remind_at}`;
  const who = newest && (whoOfFollowUp(newest) || newest.phone || t("day.nobody"));
  useEffect(() => {
    if (!key || !who || !isHeard) return;
    refresh.current();
    if (!("Notification" in window) || Notification.permission !== "granted" || document.hasFocus()) return;
    const shown = new Notification(t("day.notification", { who }), { tag: `reminder ${key}`, icon: "/favicon.svg" });
    shown.onclick = () => {
      window.focus();
      window.location.hash = hrefTo({ page: "day" });
      shown.close();
    };
    return () => shown.close();
  }, [key, who, isHeard, t]);
}
