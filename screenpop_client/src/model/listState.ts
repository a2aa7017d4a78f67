import type { ColumnChoice, FieldMeta, Label, ListMeta, SavedView } from "@/wire/messages.gen";
import { type FilterNode, readFilter, writeFilter } from "./listFilter";

/** What of a list is shown: the part of the address that belongs to it. */
export type ListState = {
  readonly filter: FilterNode | null;
  /** "" as the list itself has it. */
  readonly sort: string;
  readonly search: string;
  readonly tab: string;
  /** The saved view it began with. */
  readonly view: number | null;
};

export const WHOLE: ListState = { filter: null, sort: "", search: "", tab: "", view: null };

/** Read an address; one that says nothing opens the list's own tab, `opening`. */
export function readListState(params: URLSearchParams, opening = ""): ListState {
  const view = params.get("view") ?? "";
  return {
    filter: readFilter(params.get("filter") ?? ""),
    sort: params.get("sort") ?? "",
    search: params.get("search") ?? "",
    tab: params.get("tab") ?? (params.size === 0 ? opening : ""),
    view: /^\d+$/.test(view) ? Number(view) : null,
  };
}

/** The tab of every row, which is open while no other is asked for. */
export function wholeTab(meta: ListMeta): string | undefined {
  return meta.tabs.find((tab) => tab.field === "")?.id;
}

/** The rows of a tab as a filter, null of every row: a mailing or a call round is of those that are shown. */
export function filterOfTab(meta: ListMeta, tab: string): FilterNode | null {
  const shown = meta.tabs.find((one) => one.id === tab);
  return shown === undefined || shown.field === "" ? null : { field: shown.field, op: "in", value: shown.values };
}

/** The parameters of an address that reads back as the state. */
export function writeListState(state: ListState): Record<string, string> {
  const written = {
    filter: writeFilter(state.filter),
    sort: state.sort,
    search: state.search,
    tab: state.tab,
    view: state.view === null ? "" : String(state.view),
  };
  return Object.fromEntries(Object.entries(written).filter(([, value]) => value !== ""));
}

/** Show what a saved view shows. */
export function ofView(view: SavedView): ListState {
  const { filter, sort, search, tab } = view.query;
  return { filter: filter as FilterNode | null, sort, search, tab, view: view.id };
}

/** One column as it is drawn. */
export type GridColumn = {
  readonly field: FieldMeta;
  /** Pixels; the least when the column grows. */
  readonly width: number;
  readonly grows: boolean;
  readonly isPinned: boolean;
};

/** The eleven columns of marketing events fit into a screen of 1366 pixels, names and sums of tens of millions among them. */
const WIDTHS: Readonly<Record<FieldMeta["kind"], number>> = {
  text: 140,
  long_text: 240,
  integer: 88,
  number: 68,
  money: 105,
  percent: 76,
  date: 96,
  instant: 130,
  seconds: 84,
  flag: 108,
  choice: 128,
  record: 104,
  records: 110,
  phone: 132,
  email: 160,
};
/** A record is known by its name, so that is given the most; a short one, as a contract's number, needs no more than any text. */
const NAME_WIDTH = 186;
const SHORT_NAME = 100;
/** Of a sum that says no currency beside it: they are all in the base one. */
const BASE_MONEY_WIDTH = 96;
/** Of what is as wide as its words, and no wider than `WIDTHS`. */
const LEAST = { integer: 72, choice: 84 };
const LETTERS = { ru: 9, en: 7.5 };
const BESIDE = 18;
const GROWING = new Set<FieldMeta["kind"]>(["text", "long_text", "record", "records", "email"]);

/** Every column with the user's choice of it: those chosen in their order, then the rest as the list has them. */
export function choicesOf(meta: ListMeta, chosen: readonly ColumnChoice[]): readonly ColumnChoice[] {
  const known = new Map(chosen.map((choice) => [choice.id, choice]));
  const listed = meta.fields.filter((field) => field.is_listed);
  const kept = chosen.filter((choice) => listed.some((field) => field.id === choice.id));
  const others = listed
    .filter((field) => !known.has(field.id))
    .map((field) => ({
      id: field.id,
      width: null,
      is_pinned: false,
      is_shown: chosen.length === 0 && field.is_default,
    }));
  return [...kept, ...others];
}

function widthOf(meta: ListMeta, { id, kind, label, choices, base, max_characters }: FieldMeta): number {
  if (kind === "money" && base === "") return BASE_MONEY_WIDTH;
  if (kind === "integer" || kind === "choice") {
    const words = Math.max(...[label, ...choices.map((choice) => choice.label)].map(letterWidth));
    return Math.min(WIDTHS[kind], Math.max(LEAST[kind], Math.ceil(BESIDE + words)));
  }
  const isName = id === meta.name_field && kind === "text" && max_characters > SHORT_NAME;
  return isName ? NAME_WIDTH : WIDTHS[kind];
}

/** What a word needs in the language that is wider with it: a column is the same in both. */
function letterWidth({ ru, en }: Label): number {
  return Math.max(ru.length * LETTERS.ru, en.length * LETTERS.en);
}

/** The columns to draw, the pinned first. */
export function columnsOf(meta: ListMeta, chosen: readonly ColumnChoice[]): readonly GridColumn[] {
  const columns = choicesOf(meta, chosen).flatMap((choice): GridColumn[] => {
    const field = meta.fields.find((one) => one.id === choice.id);
    if (!field || !choice.is_shown) return [];
    const width = choice.width ?? widthOf(meta, field);
    const grows = choice.width === null && !choice.is_pinned && GROWING.has(field.kind);
    return [{ field, width, grows, isPinned: choice.is_pinned }];
  });
  return [...columns.filter((column) => column.isPinned), ...columns.filter((column) => !column.isPinned)];
}

/** Put the column `id` to where `target` stands. */
export function moved(choices: readonly ColumnChoice[], id: string, target: number): readonly ColumnChoice[] {
  const taken = choices.find((choice) => choice.id === id);
  if (!taken) return choices;
  const rest = choices.filter((choice) => choice !== taken);
  const place = Math.max(0, Math.min(target, rest.length));
  return [...rest.slice(0, place), taken, ...rest.slice(place)];
}

export function changedChoice(
  choices: readonly ColumnChoice[],
  id: string,
  changes: Partial<Omit<ColumnChoice, "id">>,
): readonly ColumnChoice[] {
  return choices.map((choice) => (choice.id === id ? { ...choice, ...changes } : choice));
}

/** The rows from `first` up to, and without, `end` that must be in the page; a row's element is named by its place less `base`. */
export type SeenRows = { readonly first: number; readonly end: number; readonly base: number };

const SPARE_ROWS = 8;
const STEP_ROWS = 4; // drawn anew every few rows, not at each

/**
 * What must be in the page where the list is scrolled to. Rows that stay in sight keep their elements; after a leap, when
 * few do, all elements show other rows, which is much quicker than making new ones, and none are kept to spare.
 */
export function seenRows(
  before: SeenRows,
  scrollTop: number,
  height: number,
  rowHeight: number,
  count: number,
): SeenRows {
  const at = scrollTop / rowHeight;
  const size = Math.ceil(height / rowHeight);
  const moved = Math.abs(at + size / 2 - (before.first + before.end) / 2);
  if (before.end > 0 && moved > Math.max(SPARE_ROWS, size / 3)) {
    const first = Math.max(0, Math.min(Math.floor(at), count - 1));
    return { first, end: Math.min(count, first + size + 1), base: before.base + first - before.first };
  }
  const top = Math.floor(at / STEP_ROWS) * STEP_ROWS;
  const first = Math.max(0, Math.min(top - SPARE_ROWS, count));
  const end = Math.min(count, top + size + SPARE_ROWS + STEP_ROWS);
  return before.first === first && before.end === end ? before : { first, end, base: before.base };
}
