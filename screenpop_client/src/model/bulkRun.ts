/** What became of an action on many: how many were done, which were refused and why, which were not come to. */
export type BulkResult<T> = {
  readonly done: number;
  readonly refused: readonly Refused<T>[];
  readonly untried: readonly T[];
};

export type Refused<T> = { readonly item: T; readonly error: unknown };

/** Those that an action left as they were: refused, or not come to. */
export function undone<T>({ refused, untried }: BulkResult<T>): readonly T[] {
  return [...refused.map(({ item }) => item), ...untried];
}

type BulkWatch = {
  /** Told after each how many are behind. */
  readonly onStep?: (behind: number) => void;
  /** Asked before each whether to go on. */
  readonly isStopped?: () => boolean;
  /** Says of an error that the next would meet it too. */
  readonly isFatal?: (error: unknown) => boolean;
};

/** Do something to each, one after the other: what is refused is kept with its reason, and the rest goes on. */
export async function runEach<T>(
  items: readonly T[],
  act: (item: T) => Promise<unknown>,
  { onStep, isStopped, isFatal }: BulkWatch = {},
): Promise<BulkResult<T>> {
  const refused: Refused<T>[] = [];
  for (const [place, item] of items.entries()) {
    if (isStopped?.()) return { done: place - refused.length, refused, untried: items.slice(place) };
    try {
      await act(item);
    } catch (error) {
      refused.push({ item, error });
      if (isFatal?.(error)) return { done: place + 1 - refused.length, refused, untried: items.slice(place + 1) };
    }
    onStep?.(place + 1);
  }
  return { done: items.length - refused.length, refused, untried: [] };
}
