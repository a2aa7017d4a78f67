import { expect, test } from "vitest";
import { isLate } from "./lateness";

const NOW = Date.parse("2026-11-26T12:00:00Z");
const BEFORE = "2026-11-26T11:59:00Z";

test("a task whose term is past is late until it is done (R29)", () => {
  expect(isLate("task", { due_at: BEFORE, done_at: null }, "due_at", NOW)).toBe(true);
  expect(isLate("task", { due_at: BEFORE, done_at: BEFORE }, "due_at", NOW)).toBe(false);
  expect(isLate("task", { due_at: "2026-11-26T12:01:00Z", done_at: null }, "due_at", NOW)).toBe(false);
  expect(isLate("task", { due_at: null, done_at: null }, "due_at", NOW)).toBe(false);
});

test("a contact is late when it was planned, and nothing else that is past is", () => {
  expect(isLate("activity", { kind: "next_contact", at: BEFORE }, "at", NOW)).toBe(true);
  expect(isLate("activity", { kind: "contact", at: BEFORE }, "at", NOW)).toBe(false);
  expect(isLate("task", { created_at: BEFORE }, "created_at", NOW)).toBe(false);
  expect(isLate("lead", { at: BEFORE }, "at", NOW)).toBe(false);
});
