import { ActionIcon } from "@mantine/core";
import { IconPhoneX, IconX } from "@tabler/icons-react";
import { useCloseMissed, useMissedHere } from "@/app/queries";
import { hrefTo } from "@/app/router";
import { useText } from "@/app/text";
import { useDesk, useNow } from "@/app/workspace";
import { openMissed } from "@/model/missedCards";
import { readablePhone } from "@/model/phone";
import { CallBackButton } from "@/ui/CallBackButton";
import { Name } from "@/ui/Name";
import type { CallRow } from "@/wire/messages.gen";
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
  return { missed: openMissed(found, cards), close: (call: CallRow) => close(call.call_id) };
}

type MissedCardsProps = { readonly calls: readonly CallRow[]; readonly onClose: (call: CallRow) => void };

export function MissedCards({ calls, onClose }: MissedCardsProps) {
  const { t } = useText();
  const now = useNow(60_000);
  return (
    <>
      {calls.slice(0, SHOWN).map((call) => (
        <MissedCard key={call.call_id} call={call} now={now} onClose={() => onClose(call)} />
      ))}
      {calls.length > SHOWN && (
        <a className={classes.more} href={hrefTo({ page: "calls", params: { tab: "missed" } })}>
          {t("missed.more", { count: calls.length - SHOWN })}
        </a>
      )}
    </>
  );
}

type MissedCardProps = { readonly call: CallRow; readonly now: number; readonly onClose: () => void };

function MissedCard({ call, now, onClose }: MissedCardProps) {
  const { t, format } = useText();
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
            <Name>{[t("missed.state"), format.short(call.started_at, now), line].filter(Boolean).join(" · ")}</Name>
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
