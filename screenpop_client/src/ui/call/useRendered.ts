import { useEffect } from "react";
import { useWorkspace } from "@/app/workspace";
import type { ShownCard } from "@/model/cards";

/** Acknowledge a card once it is painted: two frames later, or at once in a tab that paints nothing. */
export function useRendered({ card, revision }: ShownCard, isGone = false): void {
  const { desk } = useWorkspace();
  useEffect(() => {
    if (isGone) return;
    if (document.visibilityState === "hidden") return desk.rendered(revision, card.id);
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => desk.rendered(revision, card.id));
    });
    return () => cancelAnimationFrame(frame);
  }, [desk, revision, card.id, isGone]);
}
