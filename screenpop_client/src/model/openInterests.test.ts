import { expect, test } from "vitest";
import {
  callOf,
  closeInterest,
  dealKey,
  dealOf,
  manualKey,
  minimiseInterest,
  NOTHING_OPEN,
  openInterest,
  readOpen,
} from "./openInterests";

test("the card of a deal's contact has a key that names the deal and the call (R77)", () => {
  expect([dealOf(dealKey(7, "pbx:1.2")), callOf(dealKey(7, "pbx:1.2"))]).toEqual([7, "pbx:1.2"]);
  expect([dealOf(dealKey(7, null)), callOf(dealKey(7, null))]).toEqual([7, null]);
  expect([dealOf("deal:1764000000.12"), callOf("deal:1764000000.12")]).toEqual([null, "deal:1764000000.12"]);
});

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
