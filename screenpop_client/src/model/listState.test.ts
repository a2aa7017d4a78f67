import { describe, expect, it } from "vitest";
import type { ListMeta } from "@/wire/messages.gen";
import {
  changedChoice,
  choicesOf,
  columnsOf,
  filterOfTab,
  moved,
  ofView,
  readListState,
  seenRows,
  WHOLE,
  wholeTab,
  writeListState,
} from "./listState";
import { aField, aKind } from "./testRecords";

const NONE_SEEN = { first: 0, end: 0, base: 0 };
const META: ListMeta = aKind([
  aField("name", "text"),
  aField("size", "integer"),
  aField("note", "long_text", { is_default: false }),
]);

const TABBED: ListMeta = {
  ...META,
  tabs: [
    { id: "directory", label: { ru: "Справочник", en: "Directory" }, field: "lifecycle", values: ["customer"] },
    { id: "all", label: { ru: "Все", en: "All" }, field: "", values: [] },
  ],
  opening_tab: "directory",
};

describe("the tabs over a list", () => {
  it("A14: open where the list says while the address says nothing, and nowhere else", () => {
    expect(readListState(new URLSearchParams(), "directory").tab).toBe("directory");
    expect(readListState(new URLSearchParams("tab=all"), "directory").tab).toBe("all");
    expect(readListState(new URLSearchParams("search=дом"), "directory").tab).toBe("");
  });

  it("R55: are a filter of the rows that a mailing or a call round is of", () => {
    expect(filterOfTab(TABBED, "directory")).toEqual({ field: "lifecycle", op: "in", value: ["customer"] });
    expect(filterOfTab(TABBED, "all")).toBeNull();
    expect(filterOfTab(META, "")).toBeNull();
    expect([wholeTab(TABBED), wholeTab(META)]).toEqual(["all", undefined]);
  });
});

describe("a list's address", () => {
  it("holds what is shown and nothing that is as always", () => {
    const state = {
      ...WHOLE,
      filter: { field: "size", op: "eq", value: 5 } as const,
      sort: "-size",
      search: "дом & сад",
      view: 7,
    };
    const written = writeListState(state);
    expect(readListState(new URLSearchParams(written))).toEqual(state);
    expect(writeListState(WHOLE)).toEqual({});
    expect(readListState(new URLSearchParams("view=x&filter={"))).toEqual(WHOLE);
  });

  it("is that of a saved view when one is opened", () => {
    const query = { filter: null, sort: "size", search: "", tab: "", columns: [] };
    expect(ofView({ id: 3, name: "", kind: "mine", owner_id: 1, owner: "", query })).toEqual({
      ...WHOLE,
      sort: "size",
      view: 3,
    });
  });
});

describe("columns (R64)", () => {
  it("are the list's own until the reader chooses", () => {
    expect(columnsOf(META, []).map((column) => column.field.id)).toEqual(["name", "size"]);
  });

  it("give the name the most room, unless it is short or the reader chose otherwise", () => {
    const widths = (meta: ListMeta, chosen: Parameters<typeof columnsOf>[1]) =>
      columnsOf(meta, chosen).map(({ field: { id }, width }) => [id, width]);
    expect(widths(META, [])).toEqual([
      ["name", 186],
      ["size", 72],
    ]);
    const numbered = { ...META, fields: [aField("name", "text", { max_characters: 100 })] };
    expect(widths(numbered, [])).toEqual([["name", 140]]);
    expect(widths(META, [{ id: "name", width: 90, is_pinned: false, is_shown: true }])).toEqual([["name", 90]]);
  });

  it("give a sum in a currency of its own room for that", () => {
    const sums = aKind([aField("revenue", "money"), aField("amount", "money", { base: "amount_base" })]);
    expect(columnsOf(sums, []).map(({ width }) => width)).toEqual([96, 105]);
  });

  it("are as wide as the longest word to choose, within bounds", () => {
    const widthWith = (word: string) => {
      const choice = aField("state", "choice", { choices: [{ value: "a", label: { ru: word, en: "A" } }] });
      return columnsOf(aKind([choice]), [])[0]?.width;
    };
    expect([widthWith("Да"), widthWith("Проиграна"), widthWith("Удовлетворительный")]).toEqual([84, 99, 128]);
  });

  it("stand in the reader's order, the pinned first, with the reader's widths", () => {
    const chosen = [
      { id: "note", width: null, is_pinned: false, is_shown: true },
      { id: "size", width: 222, is_pinned: true, is_shown: true },
      { id: "old", width: null, is_pinned: false, is_shown: true },
    ];
    expect(columnsOf(META, chosen).map(({ field: { id }, width, grows }) => [id, width, grows])).toEqual([
      ["size", 222, false],
      ["note", 240, true],
    ]);
    expect(choicesOf(META, chosen).map((choice) => choice.id)).toEqual(["note", "size", "name"]);
  });

  it("are moved, and changed one at a time", () => {
    const choices = choicesOf(META, []);
    const ids = (list: typeof choices) => list.map((choice) => choice.id);
    expect(ids(moved(choices, "note", 0))).toEqual(["note", "name", "size"]);
    expect(ids(moved(choices, "name", 9))).toEqual(["size", "note", "name"]);
    expect(moved(choices, "old", 0)).toBe(choices);
    expect(changedChoice(choices, "size", { is_shown: false }).map((choice) => choice.is_shown)).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe("rows in the page", () => {
  it("are those in sight and a few around them, however many there are", () => {
    expect(seenRows(NONE_SEEN, 0, 320, 32, 10_000)).toEqual({ first: 0, end: 22, base: 0 });
    expect(seenRows(NONE_SEEN, 0, 320, 32, 3)).toEqual({ first: 0, end: 3, base: 0 });
  });

  it("keep their elements while they stay in sight", () => {
    const before = { first: 4992, end: 5022, base: 7 };
    expect(seenRows(before, 32 * 5006, 320, 32, 10_000)).toEqual({ first: 4996, end: 5026, base: 7 });
    expect(seenRows(before, 32 * 5001, 320, 32, 10_000)).toBe(before);
  });

  it("take the elements of others after a leap, with none to spare", () => {
    const before = { first: 4992, end: 5022, base: 7 };
    const down = seenRows(before, 32 * 5019, 320, 32, 10_000);
    expect(down).toEqual({ first: 5019, end: 5030, base: 34 });
    expect(seenRows(down, 32 * 5038, 320, 32, 10_000)).toEqual({ first: 5038, end: 5049, base: 53 });
    expect(seenRows(down, 0, 320, 32, 10_000)).toEqual({ first: 0, end: 11, base: -4985 });
  });
});
