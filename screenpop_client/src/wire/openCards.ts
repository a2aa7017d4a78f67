import type { LocalDrafts } from "./localDrafts";

/** What one operator had open, as text: kept for a reload of this tab, and for a browser that was killed. */
export type OpenCards = {
  /** What this tab had open before it was loaded again; null for a new tab. */
  readonly ofThisTab: () => string | null;
  /** What was open in a browser that ended a short while ago. */
  readonly ofLastBrowser: () => Promise<string | null>;
  readonly keep: (text: string) => void;
};

/** A card left open longer ago waits in the list of unfinished ones instead of coming back by itself. */
export const COMES_BACK_WITHIN_MS = 30 * 60_000;

/** Open the memory of one operator's open cards. A browser without storage remembers nothing, no more. */
export function openCardsOf(
  operatorId: number,
  // Not local storage: Chromium writes that out seconds later, and a killed one never does.
  browser: Pick<LocalDrafts, "opened" | "keepOpened">,
  tab: () => Pick<Storage, "getItem" | "setItem"> = () => sessionStorage,
  nowMs: () => number = Date.now,
): OpenCards {
  const name = `callbridge.interests.${operatorId}`;
  return {
    ofThisTab: () => {
      try {
        return tab().getItem(name);
      } catch {
        return null;
      }
    },
    ofLastBrowser: async () => {
      const [at = "", ...text] = String((await browser.opened().catch(() => "")) ?? "").split(" ");
      return nowMs() - Number(at) < COMES_BACK_WITHIN_MS ? text.join(" ") : null;
    },
    keep: (text) => {
      try {
        tab().setItem(name, text);
      } catch {
        // The cards are still in the list of unfinished ones.
      }
      void browser.keepOpened(`${nowMs()} ${text}`).catch(() => undefined);
    },
  };
}
