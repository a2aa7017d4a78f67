import { useText } from "@/app/text";
import { useNow } from "@/app/workspace";
import { timerStart } from "@/model/cards";
import { duration } from "@/model/datetime";
import { readablePhone } from "@/model/phone";
import { Name } from "@/ui/Name";
import type { Card } from "@/wire/messages.gen";
import classes from "./CallCard.module.css";
import { CardWitnesses } from "./CardWitnesses";
import { PinButton } from "./PinButton";
import { StateIcon } from "./StateIcon";

/** State, line → campaign, and the timer of the state, by the server's clock. */
export function CardHead({ card }: { card: Card }) {
  const { t } = useText();
  const now = useNow();
  const { did, queue, campaign } = card.line;
  return (
    <header className={classes.head}>
      <StateIcon card={card} />
      <strong>{card.parked_in ? t("card.parked", { space: card.parked_in }) : t(`card.state.${card.state}`)}</strong>
      <span className={classes.line}>
        {did && <bdi dir="ltr">{readablePhone(did)}</bdi>}
        {queue && !campaign && <Name>{`${t("card.queue")} ${queue}`}</Name>}
        {campaign && (
          <>
            {" → "}
            <Name>{campaign.name}</Name>
          </>
        )}
      </span>
      <time className={classes.timer} data-testid="card-timer">
        {duration((now - Date.parse(timerStart(card))) / 1000)}
      </time>
      <CardWitnesses card={card} />
      <PinButton />
    </header>
  );
}
