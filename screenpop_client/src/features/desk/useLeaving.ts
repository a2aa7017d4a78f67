import { useEffect, useRef, useState } from "react";
import type { ShownCard } from "@/model/cards";

const FADE_MS = 350;

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
