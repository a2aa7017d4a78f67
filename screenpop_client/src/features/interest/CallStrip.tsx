import { memo } from "react";
import { useText } from "@/app/text";
import { whoOf } from "@/model/callerName";
import type { ShownCard } from "@/model/cards";
import { CardActions } from "@/ui/call/CardActions";
import { CardHead } from "@/ui/call/CardHead";
import { useRendered } from "@/ui/call/useRendered";
import { Name } from "@/ui/Name";
import classes from "./InterestCard.module.css";

/** The call of this interest card, in one line: the card itself is not docked while its interest is open. */
export const CallStrip = memo(function CallStrip({ shown }: { shown: ShownCard }) {
  const { t } = useText();
  const { card } = shown;
  useRendered(shown);
  return (
    <div
      className={classes.call}
      data-testid="card"
      data-card-id={card.id}
      data-state={card.state}
      data-match={card.match}
    >
      <CardHead card={card} />
      <span className={classes.callWho}>
        <Name>{whoOf(card) || t("card.withheld")}</Name>
      </span>
      {card.handed_over_by && (
        <span className={classes.callFrom}>
          <Name>{t("card.handedOver", { name: card.handed_over_by })}</Name>
        </span>
      )}
      <CardActions card={card} withInterest={false} />
    </div>
  );
});
