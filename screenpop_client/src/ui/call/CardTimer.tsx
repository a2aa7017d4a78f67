import { useNow } from "@/app/workspace";
import { timerStart } from "@/model/cards";
import { duration } from "@/model/datetime";
import type { Card } from "@/wire/messages.gen";
import classes from "./CallCard.module.css";

type CardTimerProps = { readonly card: Card; readonly testId?: string };

/** How long the card is in its state; apart, so that a second draws the figure and not the card's buttons. */
export function CardTimer({ card, testId }: CardTimerProps) {
  const now = useNow();
  return (
    <time className={classes.timer} data-testid={testId}>
      {duration((now - Date.parse(timerStart(card))) / 1000)}
    </time>
  );
}
