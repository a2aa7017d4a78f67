import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { IconArrowBackUp, IconBell, IconBellOff, IconCalendar, IconX } from "@tabler/icons-react";
import { useFollowUpCommands } from "@/app/dayQueries";
import { useWords } from "@/app/queries";
import { hrefTo } from "@/app/router";
import { useText } from "@/app/text";
import { useNow } from "@/app/workspace";
import { likelyMoments } from "@/model/datetime";
import { whoOfFollowUp } from "@/model/myDay";
import { readablePhone } from "@/model/phone";
import { CallBackButton } from "@/ui/CallBackButton";
import type { FollowUp } from "@/wire/messages.gen";
import classes from "./day.module.css";
import { SnoozeButton } from "./SnoozeButton";
import { WhenButton } from "./WhenButton";

/** One promise: when, how, to whom, what was said, and all that can be done about it. */
export function FollowUpLine({ followUp, isOverdue }: { readonly followUp: FollowUp; readonly isOverdue: boolean }) {
  const { t, format } = useText();
  const now = useNow(60_000);
  const words = useWords();
  const who = whoOfFollowUp(followUp) || t("day.nobody");
  return (
    <li className={classes.line} data-overdue={isOverdue} data-testid="follow-up">
      <time className={classes.when} dateTime={followUp.at}>
        {format.moment(followUp.at, now)}
      </time>
      <div className={classes.what}>
        <div>
          <Reminder followUp={followUp} />
          <strong>
            <bdi>{who}</bdi>
          </strong>
          {followUp.person && followUp.organization && (
            <span>
              {" · "}
              <bdi>{followUp.organization}</bdi>
            </span>
          )}
          {followUp.phone && <span className={classes.phone}>{readablePhone(followUp.phone)}</span>}
        </div>
        <small>
          <bdi>
            {[words.get(followUp.method) ?? followUp.method, followUp.campaign, followUp.content]
              .filter(Boolean)
              .join(" · ")}
          </bdi>
        </small>
        <Links followUp={followUp} />
      </div>
      <div className={classes.acts}>
        {followUp.phone && (
          <span data-call>
            <CallBackButton number={followUp.phone} of={{ kind: "follow_up", id: followUp.id }} />
          </span>
        )}
        <Acts followUp={followUp} />
      </div>
    </li>
  );
}

/** One that closed by itself: told, and taken back with one click. */
export function ClosedLine({ followUp }: { readonly followUp: FollowUp }) {
  const { t, format } = useText();
  const now = useNow(60_000);
  const { reopen } = useFollowUpCommands(followUp.id);
  return (
    <li className={classes.line} data-testid="closed-follow-up">
      <time className={classes.when} dateTime={followUp.done_at ?? followUp.at}>
        {format.moment(followUp.done_at ?? followUp.at, now)}
      </time>
      <div className={classes.what}>
        <strong>
          <bdi>{whoOfFollowUp(followUp) || t("day.nobody")}</bdi>
        </strong>
        <small>
          {followUp.closed_by_call ? (
            <a href={hrefTo({ page: "calls", id: followUp.closed_by_call })}>
              {t("day.closedByCall", { who: followUp.closed_by || t("day.colleague") })}
            </a>
          ) : (
            t("day.closedByHand")
          )}
        </small>
      </div>
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<IconArrowBackUp size={14} />}
        loading={reopen.isPending}
        onClick={() => reopen.mutate()}
      >
        {t("day.reopen")}
      </Button>
    </li>
  );
}

function Reminder({ followUp }: { readonly followUp: FollowUp }) {
  const { t, format } = useText();
  const now = useNow(60_000);
  const isQuiet = followUp.remind_at === null || followUp.reminder === "acked";
  const label =
    followUp.remind_at === null || isQuiet
      ? t("day.noReminder")
      : t("day.reminderAt", { when: format.moment(followUp.remind_at, now) });
  return (
    <Tooltip label={label}>
      <span role="img" aria-label={label} className={classes.mark} data-quiet={isQuiet}>
        {isQuiet ? <IconBellOff size={14} /> : <IconBell size={14} />}
      </span>
    </Tooltip>
  );
}

function Links({ followUp }: { readonly followUp: FollowUp }) {
  const { t } = useText();
  return (
    <small className={classes.links}>
      {followUp.lead_id !== null && <a href={hrefTo({ page: "leads", id: followUp.lead_id })}>{t("day.lead")}</a>}
      {followUp.deal_id !== null && (
        <a href={hrefTo({ page: "deals", id: followUp.deal_id })}>{followUp.deal || t("day.deal")}</a>
      )}
      {followUp.person_id !== null && (
        <a href={hrefTo({ page: "persons", id: followUp.person_id })}>{t("day.person")}</a>
      )}
    </small>
  );
}

function Acts({ followUp }: { readonly followUp: FollowUp }) {
  const { t, zone } = useText();
  const now = useNow(60_000);
  const { move, close } = useFollowUpCommands(followUp.id);
  const likely = likelyMoments(zone, new Date(now));
  const needless = t("day.needless");
  return (
    <>
      <SnoozeButton followUpId={followUp.id} />
      <WhenButton
        label={t("day.move")}
        icon={<IconCalendar size={14} />}
        choices={[
          { label: t("interest.inHour"), choose: () => move.mutate(likely.hour) },
          { label: t("interest.tomorrow"), choose: () => move.mutate(likely.tomorrow) },
          { label: t("interest.inWeek"), choose: () => move.mutate(likely.week) },
        ]}
        onMoment={(at) => move.mutate(at)}
      />
      <Tooltip label={needless}>
        <ActionIcon
          size="sm"
          variant="subtle"
          color="gray"
          aria-label={needless}
          loading={close.isPending}
          onClick={() => close.mutate(null)}
        >
          <IconX size={15} />
        </ActionIcon>
      </Tooltip>
    </>
  );
}
