import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { joinElection } from "./leader";

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("navigator", {});
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("on plain http one tab has the lease, and the other when it is gone", () => {
  const kept = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
  });
  const told: string[] = [];
  const leave = joinElection("duty", (isLeader) => told.push(`first ${isLeader}`));
  joinElection("duty", (isLeader) => told.push(`second ${isLeader}`));
  expect(told).toEqual(["first true", "second false"]);
  leave();
  vi.advanceTimersByTime(10_000);
  expect(told.at(-1)).toBe("second true");
});

test("where the browser forbids to keep anything, the tab does the duty itself", () => {
  vi.stubGlobal("localStorage", {
    getItem: () => {
      throw new DOMException("denied", "SecurityError");
    },
  });
  const told: boolean[] = [];
  const leave = joinElection("duty", (isLeader) => told.push(isLeader));
  vi.advanceTimersByTime(2000);
  expect(told).toEqual([true, true]);
  leave();
});
