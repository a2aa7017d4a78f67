import type { CSSProperties } from "react";
import type { GridColumn } from "@/model/listState";
import { isNumber } from "./cells";

export const MARK_WIDTH = 36;

/** The columns of every row's grid, and the least width at which the list is scrolled sideways. */
export function templateOf(columns: readonly GridColumn[]): { readonly columns: string; readonly least: number } {
  const tracks = columns.map(({ width, grows }) => (grows ? `minmax(${width}px, ${width}fr)` : `${width}px`));
  const least = columns.reduce((sum, { width }) => sum + width, MARK_WIDTH);
  const rest = columns.some(({ grows }) => grows) ? "" : " 1fr";
  return { columns: `${MARK_WIDTH}px ${tracks.join(" ")}${rest}`, least };
}

/** Where a pinned column stays: behind those pinned before it. */
export function pinnedLeft(columns: readonly GridColumn[], place: number): CSSProperties | undefined {
  if (!columns[place]?.isPinned) return undefined;
  return { left: columns.slice(0, place).reduce((sum, { width }) => sum + width, MARK_WIDTH) };
}

/** Never cut off: a clip takes the browser some time in each row. */
export const MARK_STYLE: CSSProperties = { left: 0, flex: `0 0 ${MARK_WIDTH}px`, overflow: "visible" };

/** What is the same of a column's cells, and no more: React compares each of it in hundreds of cells a frame. */
export type CellLook = { readonly style: CSSProperties; readonly "data-number"?: true; readonly "data-pinned"?: true };

/** The cells of a body's row, as wide as the columns of the head's grid; rows are flex boxes, which are laid out quicker. */
export function cellLooks(columns: readonly GridColumn[]): readonly CellLook[] {
  return columns.map(({ field, width, grows, isPinned }, place) => ({
    style: { flex: `${grows ? width : 0} 0 ${width}px`, ...pinnedLeft(columns, place) },
    ...(isNumber(field) && { "data-number": true }),
    ...(isPinned && { "data-pinned": true }),
  }));
}
