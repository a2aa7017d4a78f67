/** The records of a list that are marked for an action on all of them, in the order in which they were marked. */
export type Marked = {
  readonly ids: ReadonlySet<number>;
  /** From which a range begins. */
  readonly last: number | null;
  /** More were meant than can be marked. */
  readonly isFull: boolean;
};

/** As many as a filter by number may name (docs/api.md). */
export const MOST_MARKED = 500;

export const NOTHING_MARKED: Marked = { ids: new Set(), last: null, isFull: false };

/** Mark more; those that are too many are not, and `isFull` says so. */
export function added(marked: Marked, more: readonly number[], last = marked.last): Marked {
  const ids = [...new Set([...marked.ids, ...more])];
  return { ids: new Set(ids.slice(0, MOST_MARKED)), last, isFull: ids.length > MOST_MARKED };
}

/** Mark a row or take its mark away; `isRange` marks all from the row marked last to this one. */
export function toggled(marked: Marked, order: readonly number[], id: number, isRange: boolean): Marked {
  const from = isRange && marked.last !== null ? order.indexOf(marked.last) : -1;
  const here = order.indexOf(id);
  if (from >= 0 && here >= 0) return added(marked, order.slice(Math.min(from, here), Math.max(from, here) + 1), id);
  if (!marked.ids.has(id)) return added(marked, [id], id);
  return { ids: new Set([...marked.ids].filter((one) => one !== id)), last: id, isFull: false };
}

/** Keep the marks of those alone that an action left as they were. */
export function only(marked: Marked, ids: readonly number[]): Marked {
  const kept = new Set(ids);
  return { ids: new Set([...marked.ids].filter((id) => kept.has(id))), last: null, isFull: false };
}

/** What is to be said of the marks: what is said to be marked is what is acted upon. */
export type MarkedTold = {
  readonly count: number;
  /** Marked under another search, filter or tab, and acted upon all the same. */
  readonly hidden: number;
  /** All that is shown is marked, and the list goes on. */
  readonly isFirst: boolean;
};

/** Say how the marks stand to the rows that are shown of a list of `total`. */
export function toldOf(ids: ReadonlySet<number>, order: readonly number[], total: number): MarkedTold {
  const shown = order.filter((id) => ids.has(id)).length;
  const first = order.slice(0, MOST_MARKED);
  const isFirst = ids.size > 0 && ids.size === first.length && first.every((id) => ids.has(id)) && total > ids.size;
  return { count: ids.size, hidden: ids.size - shown, isFirst };
}

type Numbered = { readonly id: number };

/** As many rows as a page of a list may have (docs/api.md). */
export const READ_AT_ONCE = 200;

/** The marked rows, whether they are shown or not, and those that there are no more. */
export type MarkedRows<R> = { readonly rows: readonly R[]; readonly gone: readonly number[] };

/** Find the rows of these marks: those that are shown as they were seen, the rest as `read` finds them now. */
export async function rowsOf<R extends Numbered>(
  ids: readonly number[],
  shown: readonly R[],
  read: (ids: readonly number[]) => Promise<readonly R[]>,
): Promise<MarkedRows<R>> {
  const known = new Map(shown.map((row) => [row.id, row]));
  const others = ids.filter((id) => !known.has(id));
  for (let start = 0; start < others.length; start += READ_AT_ONCE) {
    for (const row of await read(others.slice(start, start + READ_AT_ONCE))) known.set(row.id, row);
  }
  return { rows: ids.flatMap((id) => known.get(id) ?? []), gone: ids.filter((id) => !known.has(id)) };
}
