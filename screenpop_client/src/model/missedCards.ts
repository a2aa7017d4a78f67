import type { CallRow } from "@/wire/messages.gen";
import type { ShownCard } from "./cards";

/** Missed calls to be shown: not of a caller who is on the line right now. */
export function openMissed(calls: readonly CallRow[], cards: readonly ShownCard[]): readonly CallRow[] {
  const onLine = new Set(cards.map(({ card }) => card.number.e164).filter(Boolean));
  return calls.filter((call) => !onLine.has(call.number));
}
