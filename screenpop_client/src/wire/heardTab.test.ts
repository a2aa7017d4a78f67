import { expect, test } from "vitest";
import { FRESH_MS, type KnownTab, leaderOf } from "./heardTab";

const tab = (id: string, change: Partial<KnownTab> = {}): KnownTab => ({
  id,
  canSound: true,
  isVisible: true,
  heardMs: 0,
  ...change,
});

test("every tab names the same one, in whatever order it heard of them", () => {
  const tabs = [tab("c"), tab("a"), tab("b")];
  expect(leaderOf(tabs, 0)).toBe("a");
  expect(leaderOf(tabs.toReversed(), 0)).toBe("a");
});

test("a tab that may sound stands before one that is looked at, and that before the rest", () => {
  const silent = tab("a", { canSound: false });
  const hidden = tab("b", { isVisible: false });
  expect(leaderOf([silent, hidden], 0)).toBe("b");
  expect(leaderOf([silent, hidden, tab("c")], 0)).toBe("c");
  expect(leaderOf([silent, tab("0", { canSound: false, isVisible: false })], 0)).toBe("a");
});

test("a tab that fell silent is passed over", () => {
  const tabs = [tab("a"), tab("b", { heardMs: 1000 })];
  expect(leaderOf(tabs, FRESH_MS)).toBe("a");
  expect(leaderOf(tabs, FRESH_MS + 1)).toBe("b");
  expect(leaderOf(tabs, FRESH_MS + 1001)).toBe("");
});
