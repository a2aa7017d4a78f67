/** What one operator had open, as text: kept for a reload of this tab, and for a browser that was killed. */
export type OpenCards = {
  /** What this tab had open before it was loaded again; null for a new tab. */
  readonly ofThisTab: () => string | null;
  /** What was open in a browser that ended a short while ago. */
  readonly ofLastBrowser: () => string | null;
  readonly keep: (text: string) => void;
};

/** A card left open longer ago waits in the list of unfinished ones instead of coming back by itself. */
export const COMES_BACK_WITHIN_MS = 30 * 60_000;

type Texts = Pick<Storage, "getItem" | "setItem">;

/** Open the memory of one operator's open cards. A browser without storage remembers nothing, no more. */
export function openCardsOf(
  operatorId: number,
  tab: Texts = sessionStorage,
  browser: Texts = localStorage,
  nowMs: () => number = Date.now,
): OpenCards {
  const name = `callbridge.interests.${operatorId}`;
  return {
    ofThisTab: () => orNull(() => tab.getItem(name)),
    ofLastBrowser: () =>
      orNull(() => {
        const [at = "", ...text] = (browser.getItem(name) ?? "").split(" ");
        return nowMs() - Number(at) < COMES_BACK_WITHIN_MS ? text.join(" ") : null;
      }),
    keep: (text) => {
      orNull(() => {
        tab.setItem(name, text);
        browser.setItem(name, `${nowMs()} ${text}`);
      });
    },
  };
}

function orNull<T>(act: () => T): T | null {
  try {
    return act();
  } catch {
    return null;
  }
}
