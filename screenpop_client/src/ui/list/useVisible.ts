import { type RefObject, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { type SeenRows, seenRows } from "@/model/listState";
import type { GridProps } from "./RecordGrid";

export const ROW_HEIGHT = 32;

/** Rows that are fetched ahead of those in sight: a fifth of a second of scrolling in a hurry. */
const AHEAD_ROWS = 250;
const FIRST: SeenRows = { first: 0, end: 0, base: 0 };

/** Which rows are in sight, by the box around them, which is in the page only after them; asks for more when their end is near. */
export function useVisible(box: RefObject<HTMLDivElement | null>, count: number, more: GridProps["more"]): SeenRows {
  const [seen, setSeen] = useState(() => seenRows(FIRST, 0, 900, ROW_HEIGHT, count));
  const shown = useRef(seen);
  const latest = useRef(more);
  latest.current = more;
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const show = (next: SeenRows) => {
      if (next.base !== shown.current.base) leaveRows(element);
      shown.current = next;
      setSeen(next);
    };
    const look = (isScrolled: boolean) => {
      const { scrollTop } = element;
      const room = roomOf(element);
      const { first, end } = shown.current;
      const isHeld = first * ROW_HEIGHT <= scrollTop && scrollTop + room <= end * ROW_HEIGHT && end <= count;
      if (isScrolled || !isHeld) show(seenRows(shown.current, scrollTop, room, ROW_HEIGHT, count));
      const { hasMore, isLoading, load } = latest.current;
      const ahead = scrollTop === 0 ? 0 : AHEAD_ROWS;
      if (hasMore && !isLoading && (scrollTop + room) / ROW_HEIGHT + ahead > count) load();
    };
    // In the frame that scrolls, lest it show a gap where rows will be.
    const scroll = () => flushSync(() => look(true));
    const sized = new ResizeObserver(() => look(false)); // looks at once, too
    sized.observe(element);
    element.addEventListener("scroll", scroll, { passive: true });
    return () => {
      sized.disconnect();
      element.removeEventListener("scroll", scroll);
    };
  }, [box, count]);
  return seen;
}

/** How high the rows in sight are together: without the titles, which lie over the box's first pixels wherever it is scrolled. */
function roomOf(box: HTMLElement): number {
  return box.clientHeight - (box.firstElementChild?.clientHeight ?? 0);
}

/** A row's element is about to show another: what was focused in it must not be. */
function leaveRows(box: HTMLElement): void {
  const focused = document.activeElement;
  if (box.contains(focused) && focused?.closest("[role=gridcell]")) box.focus({ preventScroll: true });
}

/** Tell the style whether the list is scrolled sideways: only then must pinned cells stay, which costs a layer each. */
export function useWide(box: RefObject<HTMLDivElement | null>, least: number): void {
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const sized = new ResizeObserver(() => {
      element.dataset.wide = String(element.clientWidth < least);
    });
    sized.observe(element);
    return () => sized.disconnect();
  }, [box, least]);
}
