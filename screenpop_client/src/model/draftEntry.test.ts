import { expect, test } from "vitest";
import { DRAFT_SCHEMA, type DraftEntry, mergeDraft, readEntry } from "./draftEntry";

const ENTRY: DraftEntry = {
  schema: DRAFT_SCHEMA,
  base_version: 2,
  base_values: { content: "a" },
  values: { content: "ab" },
  dirty_fields: ["content"],
  sent_values: {},
  saved_at: "2026-11-23T12:00:00Z",
};

test("an entry comes back as it was kept", () => {
  expect(readEntry(structuredClone(ENTRY))).toEqual(ENTRY);
});

test("a damaged entry, or one of another schema, is nothing", () => {
  const damaged: unknown[] = [
    null,
    "text",
    [],
    {},
    { ...ENTRY, schema: DRAFT_SCHEMA + 1 },
    { ...ENTRY, values: null },
    { ...ENTRY, dirty_fields: [1] },
    { ...ENTRY, base_version: "2" },
  ];
  expect(damaged.map(readEntry)).toEqual(damaged.map(() => null));
});

test("mine stays where I typed, theirs comes elsewhere", () => {
  const merged = mergeDraft({ known: { a: 1, b: 1 }, sent: {} }, { a: 2, b: 1 }, { a: 1, b: 3 }, new Set(["a"]));
  expect(merged).toEqual({ values: { a: 2, b: 3 }, conflicts: [] });
});

test("the same field changed to different values is a conflict, to the same value is none", () => {
  const dirty = new Set(["a"]);
  expect(mergeDraft({ known: { a: 1 }, sent: {} }, { a: 2 }, { a: 3 }, dirty).conflicts).toEqual([
    { field: "a", mine: 2, theirs: 3 },
  ]);
  expect(mergeDraft({ known: { a: 1 }, sent: {} }, { a: 2 }, { a: 2 }, dirty).conflicts).toEqual([]);
});

test("what the server holds because I sent it is no conflict", () => {
  const base = { known: { a: 1 }, sent: { a: 2 } };
  expect(mergeDraft(base, { a: 3 }, { a: 2 }, new Set(["a"]))).toEqual({ values: { a: 3 }, conflicts: [] });
});

test("a name that was typed and a person who was picked are one conflict, and do not mix", () => {
  const base = { known: {}, sent: {} };
  const typed = { person_id: null, person_text: "Иванов" };
  const picked = { person_id: 57, person_text: "Сидорова" };
  expect(mergeDraft(base, typed, picked, new Set(["person_text"]))).toEqual({
    values: typed,
    conflicts: [
      { field: "person_text", mine: "Иванов", theirs: "Сидорова" },
      { field: "person_id", mine: null, theirs: 57 },
    ],
  });
  const onlyText = { person_text: "Иванов" };
  expect(mergeDraft(base, picked, onlyText, new Set(["person_id", "person_text"])).conflicts).toEqual([
    { field: "person_text", mine: "Сидорова", theirs: "Иванов" },
    { field: "person_id", mine: 57, theirs: null },
  ]);
});

test("a name that is typed on is not given the record that was picked elsewhere under the name before", () => {
  const base = { known: { person_text: "Сидоров" }, sent: {} };
  const mine = { person_id: null, person_text: "Кузнецов" };
  const picked = { person_id: 57, person_text: "Сидоров" };
  expect(mergeDraft(base, mine, picked, new Set(["person_text"]))).toEqual({
    values: mine,
    conflicts: [
      { field: "person_text", mine: "Кузнецов", theirs: "Сидоров" },
      { field: "person_id", mine: null, theirs: 57 },
    ],
  });
  const same = { ...mine, person_text: "Сидоров" };
  expect(mergeDraft(base, same, picked, new Set(["person_text"]))).toEqual({ values: picked, conflicts: [] });
});
