/** One tab of this browser as the others know it. */
export type KnownTab = {
  readonly id: string;
  /** It was touched: browsers let no other tab sound. */
  readonly canSound: boolean;
  readonly isVisible: boolean;
  /** When it last said so. */
  readonly heardMs: number;
};

/** A tab that was silent for longer is frozen, hung or closed. */
export const FRESH_MS = 3500;

/** Name the tab that rings and notifies for all: of those that answer one that may sound, rather one that is looked at. */
export function leaderOf(tabs: Iterable<KnownTab>, nowMs: number): string {
  const [first] = [...tabs].filter((tab) => nowMs - tab.heardMs <= FRESH_MS).sort(compare);
  return first?.id ?? "";
}

function compare(one: KnownTab, other: KnownTab): number {
  return (
    Number(other.canSound) - Number(one.canSound) ||
    Number(other.isVisible) - Number(one.isVisible) ||
    (one.id < other.id ? -1 : 1)
  );
}
