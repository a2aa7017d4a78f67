import { IconEar, IconPlayerPause, IconPlayerRecordFilled } from "@tabler/icons-react";
import { useText } from "@/app/text";
import { Name } from "@/ui/Name";
import type { Card } from "@/wire/messages.gen";
import classes from "./CallCard.module.css";

/** Who and what hears the talk beside its parties: the tape, and supervisors who listen. */
export function CardWitnesses({ card }: { readonly card: Card }) {
  const { t } = useText();
  return (
    <span className={classes.witnesses} role="status">
      {card.tape && (
        <span data-testid="tape" data-tape={card.tape}>
          {card.tape === "running" ? (
            <IconPlayerRecordFilled size={13} aria-hidden />
          ) : (
            <IconPlayerPause size={13} aria-hidden />
          )}
          {t(`tape.state.${card.tape}`)}
        </span>
      )}
      {card.listeners.map((one) => (
        <span key={`${one.way} ${one.name}`} data-testid="listener">
          <IconEar size={14} aria-hidden />
          <Name>{t(`listener.${one.way}`, { name: one.name })}</Name>
        </span>
      ))}
    </span>
  );
}
