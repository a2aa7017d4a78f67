import { useEffect, useRef, useState } from "react";
import type { ShownCard } from "@/model/cards";
import type { Card, CardWithdrawn } from "@/wire/messages.gen";

/** Long enough to think better of it, and to say why. */
const STAY_MS = 30_000;

/** Return the cards that the operator has just skipped, while that can be taken back, and what ends it. */
export function useSkipped(cards: readonly ShownCard[], gone: Readonly<Record<string, CardWithdrawn>>) {
  const before = useRef(cards);
  const [skipped, setSkipped] = useState<readonly Card[]>([]);
  const forget = (callId: string) => setSkipped((others) => others.filter(({ id }) => id !== callId));
  useEffect(() => {
    const has = (callId: string) => cards.some(({ card }) => card.id === callId);
    const left = before.current.filter(({ card }) => !has(card.id) && gone[card.id]?.reason === "skipped");
    before.current = cards;
    setSkipped((others) => {
      const kept = others.filter(({ id }) => !has(id));
      return left.length > 0 || kept.length < others.length ? [...kept, ...left.map(({ card }) => card)] : others;
    });
    for (const { card } of left) {
      setTimeout(() => setSkipped((others) => others.filter((one) => one !== card)), STAY_MS);
    }
  }, [cards, gone]);
  return { skipped, forget };
}
