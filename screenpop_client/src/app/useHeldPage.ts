import { useEffect, useState } from "react";
import { holdPage } from "./leaveGuards";

/** While `isHeld`, leaving the page waits for the user's word; what would go on is returned while it is asked. */
export function useHeldPage(isHeld: boolean): { readonly go: (() => void) | null; readonly stay: () => void } {
  const [leaving, setLeaving] = useState<{ readonly go: () => void } | null>(null);
  useEffect(() => {
    if (!isHeld) return;
    const release = holdPage((go) => setLeaving({ go }));
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => {
      release();
      window.removeEventListener("beforeunload", warn);
    };
  }, [isHeld]);
  return { go: leaving?.go ?? null, stay: () => setLeaving(null) };
}
