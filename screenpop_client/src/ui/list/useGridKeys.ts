import type { KeyboardEvent, RefObject } from "react";
import type { Row } from "@/app/listQueries";
import type { GridProps } from "./RecordGrid";
import { ROW_HEIGHT } from "./useVisible";

const HEAD_HEIGHT = 60;

type Keyed = GridProps & {
  readonly box: RefObject<HTMLDivElement | null>;
  /** Where the chosen row stands. */
  readonly active: number;
};

/** Rows by the keyboard: arrows choose one, Space marks it, Enter opens it. */
export function useGridKeys({ rows, active, onActive, onOpen, onCreate, marks, box }: Keyed) {
  const go = (index: number, isMarking: boolean) => {
    const row = rows[Math.max(0, Math.min(index, rows.length - 1))];
    if (!row) return;
    if (isMarking && !marks.has(row.id)) marks.toggle(row.id, false);
    onActive(row);
    show(box.current, rows.indexOf(row));
  };
  const steps: Readonly<Record<string, () => number>> = {
    ArrowDown: () => active + 1,
    ArrowUp: () => active - 1,
    PageDown: () => active + pageOf(box.current),
    PageUp: () => active - pageOf(box.current),
    Home: () => 0,
    End: () => rows.length - 1,
  };
  /** Do what the key means; false when it means nothing here. */
  const act = (event: KeyboardEvent<HTMLElement>): boolean => {
    const row = rows[active];
    const step = steps[event.key]?.();
    if (event.ctrlKey) {
      if (event.code !== "KeyA") return false;
      marks.all();
    } else if (step !== undefined) {
      go(step, event.shiftKey);
    } else if (event.key === "Insert" && onCreate !== null) {
      onCreate();
    } else if (event.key === "Escape" && marks.ids.length > 0) {
      marks.none();
    } else {
      return row !== undefined && actOn(row, event);
    }
    return true;
  };
  const actOn = (row: Row, event: KeyboardEvent<HTMLElement>): boolean => {
    if (event.key === " ") marks.toggle(row.id, event.shiftKey);
    else if (event.key === "Enter") onOpen(row);
    else return false;
    return true;
  };
  return (event: KeyboardEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget || event.altKey || event.metaKey || !act(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
}

/** How many rows a page goes; asked when one is turned, as the browser lays the page out to tell a height. */
function pageOf(box: HTMLDivElement | null): number {
  return Math.max(1, Math.floor(((box?.clientHeight ?? 0) - HEAD_HEIGHT) / ROW_HEIGHT) - 1);
}

/** Scroll no more than it takes to see the row under the titles. */
function show(box: HTMLDivElement | null, index: number): void {
  if (!box) return;
  const top = index * ROW_HEIGHT;
  if (top < box.scrollTop) box.scrollTop = top;
  const room = box.clientHeight - HEAD_HEIGHT - ROW_HEIGHT;
  if (top > box.scrollTop + room) box.scrollTop = top - room;
}
