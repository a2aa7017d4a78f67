import { useText } from "@/app/text";
import { useWorkspace } from "@/app/workspace";
import type { ShownCard } from "@/model/cards";
import { caller } from "@/model/interestForm";
import classes from "@/ui/call/CallCard.module.css";
import { CardActions } from "@/ui/call/CardActions";
import { CardHead } from "@/ui/call/CardHead";
import { CardWho } from "@/ui/call/CardWho";
import { useRendered } from "@/ui/call/useRendered";
import type { CardCandidate } from "@/wire/messages.gen";
import { CardContacts } from "./CardContacts";

type CallCardProps = { readonly shown: ShownCard; readonly isCompact?: boolean; readonly isLeaving?: boolean };

/** One call: who, on which line, what was before, and what can be done about it. */
export function CallCard({ shown, isCompact = false, isLeaving = false }: CallCardProps) {
  const { card } = shown;
  const { t } = useText();
  const { interests } = useWorkspace();
  useRendered(shown, isLeaving);
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
      aria-label={`${t(`card.${card.direction}`)}, ${t(`card.state.${card.state}`)}`}
      aria-hidden={isLeaving || undefined}
      inert={isLeaving}
    >
      <CardHead card={card} />
      <div className={classes.body}>
        <CardWho card={card} onChoose={choose} />
        <CardActions card={card} />
      </div>
      {!isCompact && <CardContacts card={card} />}
    </article>
  );
}
