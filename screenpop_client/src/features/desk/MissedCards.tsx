import { ActionIcon } from "@mantine/core";
import { IconPhoneX, IconX } from "@tabler/icons-react";
import { useCloseMissed, useMissedHere } from "@/app/queries";
import { hrefTo } from "@/app/router";
import { useText } from "@/app/text";
import { useDesk, useNow } from "@/app/workspace";
import { type MissedCaller, openMissed } from "@/model/missedCards";
import { readablePhone } from "@/model/phone";
import { CallBackButton } from "@/ui/CallBackButton";
import { Name } from "@/ui/Name";
import classes from "./QuietCards.module.css";

const SHOWN = 2;
const HOUR_MS = 3_600_000;
const SHOWN_HOURS = 24;

/**
 * The missed state of the call card: what rang at this operator's phones and nobody has called
 * back, until it is called back by anyone, or closed; then it waits among the calls alone.
 */
export function useMissedCards() {
  const cards = useDesk(({ desk }) => desk.cards);
  const hour = Math.floor(useNow(HOUR_MS) / HOUR_MS);
  const found = useMissedHere(new Date((hour - SHOWN_HOURS) * HOUR_MS).toISOString()).data?.rows ?? [];
  const { mutate: close } = useCloseMissed();
  return { missed: openMissed(found, cards), close: ({ callIds }: MissedCaller) => close(callIds) };
}

type MissedCardsProps = {
  readonly callers: readonly MissedCaller[];
  readonly onClose: (caller: MissedCaller) => void;
};

export function MissedCards({ callers, onClose }: MissedCardsProps) {
  const { t } = useText();
  const now = useNow(60_000);
  return (
    <>
      {callers.slice(0, SHOWN).map((caller) => (
        <MissedCard key={caller.call.call_id} caller={caller} now={now} onClose={() => onClose(caller)} />
      ))}
      {callers.length > SHOWN && (
        <a className={classes.more} href={hrefTo({ page: "calls", params: { tab: "missed" } })}>
          {t("missed.more", { count: callers.length - SHOWN })}
        </a>
      )}
    </>
  );
}

type MissedCardProps = { readonly caller: MissedCaller; readonly now: number; readonly onClose: () => void };

function MissedCard({ caller, now, onClose }: MissedCardProps) {
  const { t, format } = useText();
  const { call, callIds } = caller;
  const times = callIds.length > 1 ? t("missed.times", { count: callIds.length }) : "";
  const number = readablePhone(call.number);
  const who = call.person || call.organization || number || t("card.withheld");
  const line = call.campaign || call.queue || readablePhone(call.did);
  return (
    <section className={classes.quiet} data-missed aria-label={t("missed.label", { who })} data-testid="missed-card">
      <div className={classes.line}>
        <IconPhoneX size={16} aria-hidden />
        <span className={classes.who}>
          <Name>{who}</Name>
          <small>
            <span className="visuallyHidden">{t("missed.state")}</span>
            <Name>{[format.short(call.started_at, now), times, line].filter(Boolean).join(" · ")}</Name>
          </small>
        </span>
        {call.number && <CallBackButton number={call.number} of={{ kind: "call", id: call.call_id }} />}
        <ActionIcon
          size="sm"
          variant="subtle"
          color="gray"
          aria-label={t("missed.close", { who })}
          title={t("missed.closeHint")}
          onClick={onClose}
        >
          <IconX size={15} />
        </ActionIcon>
      </div>
    </section>
  );
}
