import { useText } from "@/app/text";
import { readablePhone } from "@/model/phone";
import { Name } from "@/ui/Name";
import type { Card } from "@/wire/messages.gen";
import classes from "./CallCard.module.css";
import { CardTimer } from "./CardTimer";
import { CardWitnesses } from "./CardWitnesses";
import { PinButton } from "./PinButton";
import { StateIcon } from "./StateIcon";

/** State, queue, line → campaign, and the timer of the state, by the server's clock. */
export function CardHead({ card }: { card: Card }) {
  const { t } = useText();
  const { did, queue, campaign } = card.line;
  return (
    <header className={classes.head}>
      <StateIcon card={card} />
      <strong>{card.parked_in ? t("card.parked", { space: card.parked_in }) : t(`card.state.${card.state}`)}</strong>
      {queue && (
        <span className={classes.queue}>
          <Name>{`${t("card.queue")} ${queue}`}</Name>
        </span>
      )}
      <span className={classes.line}>
        {did && <bdi dir="ltr">{readablePhone(did)}</bdi>}
        {campaign && (
          <>
            {" → "}
            <Name>{campaign.name}</Name>
          </>
        )}
      </span>
      <CardTimer card={card} testId="card-timer" />
      <CardWitnesses card={card} />
      <PinButton />
    </header>
  );
}
