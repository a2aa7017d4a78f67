import { useText } from "@/app/text";
import { whoOf } from "@/model/callerName";
import { Name } from "@/ui/Name";
import type { Card } from "@/wire/messages.gen";
import classes from "./CallCard.module.css";
import { CardActions } from "./CardActions";
import { CardTimer } from "./CardTimer";
import { CardWitnesses } from "./CardWitnesses";
import { StateIcon } from "./StateIcon";

/** A card in one line: who, how long, and what can be done; of one that leaves, who took the call. */
export function CardLine({ card, gone }: { readonly card: Card; readonly gone: string }) {
  const { t } = useText();
  return (
    <div className={classes.oneLine}>
      <StateIcon card={card} />
      <span className="visuallyHidden">{t(`card.state.${card.state}`)}</span>
      <span className={classes.lineWho}>
        <Name>{whoOf(card) || t("card.withheld")}</Name>
        <CardWitnesses card={card} />
        {card.parked_in && <small className={classes.parked}>{t("card.parked", { space: card.parked_in })}</small>}
      </span>
      {gone ? (
        <Name>{gone}</Name>
      ) : (
        <>
          <CardTimer card={card} />
          <CardActions card={card} />
        </>
      )}
    </div>
  );
}
