import { memo } from "react";
import { goneText } from "@/app/goneText";
import { useText } from "@/app/text";
import { useDesk, useWorkspace } from "@/app/workspace";
import type { CardSize } from "@/model/cardSize";
import type { ShownCard } from "@/model/cards";
import { caller } from "@/model/interestPrefill";
import classes from "@/ui/call/CallCard.module.css";
import { CardActions } from "@/ui/call/CardActions";
import { CardHead } from "@/ui/call/CardHead";
import { CardLine } from "@/ui/call/CardLine";
import { CardWho } from "@/ui/call/CardWho";
import { useRendered } from "@/ui/call/useRendered";
import type { CardCandidate } from "@/wire/messages.gen";
import { CardContacts } from "./CardContacts";
import { CardLead } from "./CardLead";

type CallCardProps = {
  readonly shown: ShownCard;
  readonly size: CardSize;
  readonly isLeaving?: boolean;
  /** Drawn a second time, above other windows: the one in the page is the one that is acknowledged. */
  readonly isPinned?: boolean;
};

/** One call: who, on which line, what was before, and what can be done about it. */
export const CallCard = memo(function CallCard({ shown, size, isLeaving = false, isPinned = false }: CallCardProps) {
  const { card } = shown;
  const { t } = useText();
  const { interests } = useWorkspace();
  const left = useDesk(({ gone }) => (isLeaving ? gone[card.id] : undefined));
  const told = left?.reason === "answered_elsewhere" ? goneText(left, t) : "";
  useRendered(shown, isLeaving || isPinned);
  const choose = (candidate: CardCandidate) => {
    interests.show(card.id);
    interests.keeper(card.id).change(caller(candidate));
  };
  return (
    <article
      className={classes.card}
      data-testid={isLeaving ? "leaving-card" : "card"}
      data-card-id={card.id}
      data-state={card.state}
      data-match={card.match}
      data-size={size}
      aria-label={`${t(`card.${card.direction}`)}, ${t(`card.state.${card.state}`)}`}
      data-told={told !== ""}
      aria-hidden={isLeaving || undefined}
      inert={isLeaving}
    >
      {size === "line" ? (
        <CardLine card={card} gone={told} />
      ) : (
        <>
          <CardHead card={card} />
          {!isLeaving && <CardLead card={card} />}
          <div className={classes.body}>
            <CardWho card={card} onChoose={choose} />
            <CardActions card={card} />
          </div>
        </>
      )}
      {size === "full" && <CardContacts card={card} />}
    </article>
  );
});
