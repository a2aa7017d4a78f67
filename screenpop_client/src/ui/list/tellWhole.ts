import type { PointerEvent } from "react";

/** Let a cell tell in a tooltip what does not fit into it: written when it is pointed at, not for each cell drawn. */
export function tellWhole({ target }: PointerEvent<HTMLElement>): void {
  const cell = target instanceof Element ? target.closest<HTMLElement>("[role=gridcell]") : null;
  if (!cell) return;
  if (cell.scrollWidth > cell.clientWidth) cell.title = cell.textContent ?? "";
  else cell.removeAttribute("title");
}
