import { useCallback, useMemo, useRef, useState } from "react";
import type { Row } from "@/app/listQueries";

/** The rows that are marked for an action on all of them. */
export type Marks = {
  readonly ids: readonly number[];
  readonly has: (id: number) => boolean;
  /** `isRange`: all from the row marked last to this one. */
  readonly toggle: (id: number, isRange: boolean) => void;
  readonly all: () => void;
  readonly none: () => void;
};

/** As many as a filter by number may name (docs/api.md). */
const MOST = 500;

export function useMarks(rows: readonly Row[]): Marks {
  const [marked, setMarked] = useState<ReadonlySet<number>>(() => new Set());
  const last = useRef<number | null>(null);
  const latest = useRef(rows);
  latest.current = rows;
  const toggle = useCallback((id: number, isRange: boolean) => {
    const order = latest.current.map((row) => row.id);
    const from = isRange && last.current !== null ? order.indexOf(last.current) : -1;
    const here = order.indexOf(id);
    last.current = id;
    setMarked((before) => {
      const next = new Set(before);
      if (from >= 0) {
        for (const one of order.slice(Math.min(from, here), Math.max(from, here) + 1)) next.add(one);
      } else if (!next.delete(id)) {
        next.add(id);
      }
      return new Set([...next].slice(0, MOST));
    });
  }, []);
  const all = useCallback(() => setMarked(new Set(latest.current.slice(0, MOST).map((row) => row.id))), []);
  const none = useCallback(() => setMarked(new Set()), []);
  const has = useCallback((id: number) => marked.has(id), [marked]);
  return useMemo(() => ({ ids: [...marked], has, toggle, all, none }), [marked, has, toggle, all, none]);
}
