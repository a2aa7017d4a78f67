import type { ImportCounts, ImportState } from "@/wire/messages.gen";

const COUNTED = ["created", "filled", "skipped", "failed", "undone", "kept"] as const;

export type Counted = (typeof COUNTED)[number];

/** Say whether the server works on an import, so that its figures grow. */
export function isAtWork(state: ImportState): boolean {
  return state === "running" || state === "undoing";
}

/** How far an import is: rows done of all. */
export function progressOf(
  state: ImportState,
  counts: ImportCounts,
): { readonly done: number; readonly total: number } {
  if (state === "undoing") {
    return { done: counts.undone + counts.kept, total: counts.created + counts.filled };
  }
  return { done: counts.created + counts.filled + counts.skipped + counts.failed, total: counts.rows };
}

/** The figures worth showing: those that are not zero, and what was created in any case. */
export function shownCounts(counts: ImportCounts): readonly { readonly name: Counted; readonly count: number }[] {
  return COUNTED.map((name) => ({ name, count: counts[name] })).filter(
    ({ name, count }) => count > 0 || name === "created",
  );
}

/** A mapping with one column changed; a field that only one column may fill leaves the other column. */
export function remapped(
  mapping: readonly string[],
  column: number,
  target: string,
  many: ReadonlySet<string>,
): readonly string[] {
  return mapping.map((held, place) => {
    if (place === column) return target;
    return held === target && !many.has(target) ? "" : held;
  });
}
