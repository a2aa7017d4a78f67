import type { Card } from "@/wire/messages.gen";

/** Return who calls, as far as it is certain: a name only when one person matched, else the number, else "". */
export function whoOf(card: Card): string {
  const only = card.match === "known" ? card.candidates[0] : undefined;
  return only?.person || only?.organization || card.number.display || card.number.raw;
}
