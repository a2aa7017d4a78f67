import { useEffect, useRef, useState } from "react";
import type { ShownCard } from "@/model/cards";

/** Long enough to read who took the call; a card that left for another reason has faded by then. */
const FADE_MS = 1500;

/** Return the cards that have just left, for the moment they need to fade. */
export function useLeaving(cards: readonly ShownCard[]): readonly ShownCard[] {
  const before = useRef(cards);
  const [leaving, setLeaving] = useState<readonly ShownCard[]>([]);
  useEffect(() => {
    const gone = before.current.filter((old) => !cards.some((one) => one.card.id === old.card.id));
    before.current = cards;
    if (gone.length === 0) return;
    setLeaving((others) => [...others, ...gone]);
    setTimeout(() => setLeaving((others) => others.filter((one) => !gone.includes(one))), FADE_MS);
  }, [cards]);
  return leaving;
}
