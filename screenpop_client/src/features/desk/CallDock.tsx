import { useRef } from "react";
import { pinned, usePinned } from "@/app/pinned";
import { useMySetting } from "@/app/settingQueries";
import { useText } from "@/app/text";
import { useDesk, useOpenInterests } from "@/app/workspace";
import { whoOf } from "@/model/callerName";
import { sizeOf } from "@/model/cardSize";
import { hintOf } from "@/model/keys";
import { callOf } from "@/model/openInterests";
import { CallCard } from "./CallCard";
import classes from "./CallDock.module.css";
import { MissedCards, useMissedCards } from "./MissedCards";
import { SkippedCard } from "./SkippedCard";
import { useDockRoom } from "./useDockRoom";
import { useLeaving } from "./useLeaving";
import { useSkipped } from "./useSkipped";

/** The call cards, bottom right on every page; the card whose interest or contact is open shows in its strip instead. */
export function CallDock() {
  const { t } = useText();
  const cards = useDesk(({ desk }) => desk.cards);
  const gone = useDesk((view) => view.gone);
  const open = useOpenInterests();
  const inStrip = open.active === null ? null : callOf(open.active);
  const shown = cards.filter((one) => one.card.id !== inStrip);
  const leaving = useLeaving(cards).filter(({ card }) => card.id !== inStrip && gone[card.id]?.reason !== "skipped");
  const { missed: every, close } = useMissedCards();
  const missed = open.active === null ? every : [];
  const { skipped, forget } = useSkipped(cards, gone);
  const ringing = cards.find((one) => one.card.state === "ringing")?.card;
  const who = ringing && whoOf(ringing);
  const opensAtAnswer = useMySetting("desk.card_at") === "answer";
  const dock = useRef<HTMLElement>(null);
  const pin = usePinned();
  const isCrowded = shown.filter((one) => one.card.state !== "wrap_up").length > 2;
  const isCalled = cards.some((one) => one.card.state !== "wrap_up");
  const isPinOwed = pinned.canPin && pin.isWished && pin.window === null && isCalled;
  useDockRoom(dock, shown.length + missed.length + skipped.length > 0);

  return (
    <aside
      ref={dock}
      className={classes.dock}
      aria-label={t("dock.label")}
      data-compact={open.active !== null}
      onClickCapture={() => isCalled && pinned.again()}
    >
      <div className="visuallyHidden" role="alert">
        {ringing && (who ? t("dock.ringing", { who }) : t("dock.ringingWithheld"))}
      </div>
      {isPinOwed && (
        <p className={classes.owed} role="note">
          {t("pin.again", { key: hintOf("pin") })}
        </p>
      )}
      <MissedCards callers={missed} onClose={close} />
      {skipped.map((card) => (
        <SkippedCard key={`skipped-${card.id}`} card={card} onForget={() => forget(card.id)} />
      ))}
      {leaving.map((one) => (
        <CallCard key={`gone-${one.card.id}`} shown={one} size="line" isLeaving />
      ))}
      {shown.map((one, index) => (
        <CallCard
          key={one.card.id}
          shown={one}
          size={sizeOf(one.card, {
            isFirst: index === 0,
            isAlone: shown.length === 1,
            isCrowded,
            isInterestOpen: open.active !== null,
            opensAtAnswer,
          })}
        />
      ))}
    </aside>
  );
}
