import { useCallback, useMemo, useRef, useState } from "react";
import { readRows, type Taken } from "@/app/bulkQueries";
import type { Row } from "@/app/listQueries";
import { added, MOST_MARKED, NOTHING_MARKED, only, rowsOf, toggled } from "@/model/marks";

/** The rows that are marked for an action on all of them. */
export type Marks = {
  readonly ids: readonly number[];
  readonly has: (id: number) => boolean;
  /** More were meant than can be marked. */
  readonly isFull: boolean;
  /** `isRange`: all from the row marked last to this one. */
  readonly toggle: (id: number, isRange: boolean) => void;
  readonly add: (ids: readonly number[]) => void;
  /** Marks all that are shown. */
  readonly all: () => void;
  readonly none: () => void;
  readonly only: (ids: readonly number[]) => void;
  /** Gives the marked rows, those that are not shown as they are now. */
  readonly take: () => Promise<Taken>;
};

/**
 * Marks stay under another search, filter or tab, and whatever is marked is acted upon, shown or not.
 *
 * `whole`: what the list is a part of; another one is another list, as the archive is, and its marks begin anew.
 */
export function useMarks(entity: string, rows: readonly Row[], whole: string, isArchive: boolean): Marks {
  const [marked, setMarked] = useState(NOTHING_MARKED);
  const list = isArchive ? `${whole} archive` : whole;
  const [of, setOf] = useState(list);
  if (of !== list) {
    setOf(list);
    setMarked(NOTHING_MARKED);
  }
  const latest = useRef(rows);
  latest.current = rows;
  const acts = useMemo(() => {
    const shown = () => latest.current.map((row) => row.id);
    const add = (ids: readonly number[]) => setMarked((before) => added(before, ids));
    return {
      add,
      toggle: (id: number, isRange: boolean) => setMarked((before) => toggled(before, shown(), id, isRange)),
      all: () => add(shown().slice(0, MOST_MARKED)),
      none: () => setMarked(NOTHING_MARKED),
      only: (ids: readonly number[]) => setMarked((before) => only(before, ids)),
    };
  }, []);
  const has = useCallback((id: number) => marked.ids.has(id), [marked.ids]);
  return useMemo(() => {
    const ids = [...marked.ids];
    const take = () => rowsOf(ids, latest.current, (others) => readRows(entity, others, isArchive));
    return { ...acts, ids, has, isFull: marked.isFull, take };
  }, [acts, marked, has, entity, isArchive]);
}
