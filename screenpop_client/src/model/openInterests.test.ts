import { expect, test } from "vitest";
import {
  callOf,
  closeInterest,
  manualKey,
  minimiseInterest,
  NOTHING_OPEN,
  openInterest,
  readOpen,
} from "./openInterests";

test("a second card does not replace the first", () => {
  const open = openInterest(openInterest(NOTHING_OPEN, "pbx:1"), "pbx:2");
  expect(open).toEqual({ keys: ["pbx:1", "pbx:2"], active: "pbx:2" });
  expect(openInterest(open, "pbx:1").keys).toHaveLength(2);
});

test("minimising keeps the card, closing forgets it", () => {
  const open = openInterest(NOTHING_OPEN, "pbx:1");
  expect(minimiseInterest(open)).toEqual({ keys: ["pbx:1"], active: null });
  expect(closeInterest(open, "pbx:1")).toEqual(NOTHING_OPEN);
});

test("open cards survive a reload, damage does not", () => {
  const open = openInterest(NOTHING_OPEN, "pbx:1");
  expect(readOpen(JSON.stringify(open))).toEqual(open);
  for (const text of [null, "", "{", "[]", '{"keys": 3}']) expect(readOpen(text)).toEqual(NOTHING_OPEN);
  expect(readOpen('{"keys": ["a", 1], "active": "b"}')).toEqual({ keys: ["a"], active: null });
});

test("a card made by hand belongs to no call", () => {
  expect(callOf(manualKey("x"))).toBeNull();
  expect(callOf("pbx:1700000000.1")).toBe("pbx:1700000000.1");
});
