import { describe, expect, test } from "vitest";
import { isAtWork, progressOf, remapped, shownCounts } from "./progress";

const COUNTS = { rows: 10, created: 4, filled: 1, skipped: 2, failed: 1, undone: 0, kept: 0 };

describe("an import", () => {
  test("is done by its rows while it runs, and by what it wrote while it is undone", () => {
    expect(progressOf("running", COUNTS)).toEqual({ done: 8, total: 10 });
    expect(progressOf("undoing", { ...COUNTS, undone: 2, kept: 1 })).toEqual({ done: 3, total: 5 });
  });

  test("is asked about only while it is at work", () => {
    expect(["ready", "running", "undoing", "done"].map((state) => isAtWork(state as "ready"))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  test("shows what it counted, and that nothing was created", () => {
    expect(shownCounts({ ...COUNTS, created: 0, filled: 0 }).map(({ name }) => name)).toEqual([
      "created",
      "skipped",
      "failed",
    ]);
  });
});

describe("a mapping", () => {
  test("gives a field to one column, and telephones to many", () => {
    const many = new Set(["phone"]);
    expect(remapped(["full_name", "phone", ""], 2, "full_name", many)).toEqual(["", "phone", "full_name"]);
    expect(remapped(["full_name", "phone", ""], 2, "phone", many)).toEqual(["full_name", "phone", "phone"]);
    expect(remapped(["full_name", "", ""], 0, "", many)).toEqual(["", "", ""]);
  });
});
