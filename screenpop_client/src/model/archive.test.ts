import { describe, expect, test } from "vitest";
import { ARCHIVED, hasArchive, isArchived, isOfArchive, turnedToArchive } from "./archive";
import type { FilterNode } from "./listFilter";
import { aField, aKind } from "./testRecords";

const NAMED: FilterNode = { field: "name", op: "contains", value: "дом" };

describe("the archive of a list", () => {
  test("is opened beside what else is asked, and closed again", () => {
    const open = turnedToArchive(NAMED, true);
    expect(open).toEqual({ all: [NAMED, ARCHIVED] });
    expect([isOfArchive(open), isOfArchive(NAMED), isOfArchive(null)]).toEqual([true, false, false]);
    expect(turnedToArchive(open, true)).toEqual(open);
    expect(turnedToArchive(open, false)).toEqual(NAMED);
    expect(turnedToArchive(ARCHIVED, false)).toBeNull();
  });

  test("is there for whom the server tells of it", () => {
    expect(hasArchive(aKind([aField("archived_at", "instant")]))).toBe(true);
    expect(hasArchive(aKind([aField("name", "text")]))).toBe(false);
  });
});

test("a row out of use can be changed, and a record in the archive cannot", () => {
  const view = { id: 1, version: 2, record: {}, names: {}, put_away: { at: "2026-11-23T12:00:00Z", by: "Вера" } };
  expect(isArchived(view)).toBe(true);
  expect(isArchived({ ...view, record: { is_active: false } })).toBe(false);
  expect(isArchived({ ...view, put_away: null })).toBe(false);
});
