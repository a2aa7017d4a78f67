import type { Card } from "@/wire/messages.gen";

/** How much of a card there is room for: all, all but its history, or one line. */
export type CardSize = "full" | "compact" | "line";

export type DockPlace = {
  readonly isFirst: boolean;
  /** No other card is docked. */
  readonly isAlone: boolean;
  /** More than two calls go on: whole cards would push some off the screen. */
  readonly isCrowded: boolean;
  /** The card of an interest or of a deal's contact is filled in underneath. */
  readonly isInterestOpen: boolean;
  /** The operator wants the card at the answer, and a ring to be no more than a line. */
  readonly opensAtAnswer: boolean;
};

/**
 * Say how large a docked card is drawn.
 *
 * Over an open interest only a ring that is alone is more than a line: two would cover the fields that are filled in.
 * What waits to be written down is a line, unless it is the first on a free page. Where many ring the other rings are
 * lines too: the talk that goes on, with its buttons, is never pushed off the screen.
 */
export function sizeOf(card: Pick<Card, "state">, place: DockPlace): CardSize {
  const isRinging = card.state === "ringing";
  if (isRinging && place.opensAtAnswer) return "line";
  if (place.isInterestOpen) return isRinging && place.isAlone ? "compact" : "line";
  if (place.isFirst) return place.isCrowded ? "compact" : "full";
  return card.state === "wrap_up" || (isRinging && place.isCrowded) ? "line" : "compact";
}
