import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { joinElection } from "./leader";
import { FakeLocks } from "./testTabs";

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
  const { leave } = joinElection("duty", (isLeader) => told.push(`first ${isLeader}`));
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
  const { leave } = joinElection("duty", (isLeader) => told.push(isLeader));
  vi.advanceTimersByTime(2000);
  expect(told).toEqual([true, true]);
  leave();
});

/** Two tabs of a browser with locks, and what each is told. */
function twoTabs() {
  vi.stubGlobal("navigator", { locks: new FakeLocks() });
  const told: string[] = [];
  const first = joinElection("duty", (isLeader) => told.push(`first ${isLeader}`));
  const second = joinElection("duty", (isLeader) => told.push(`second ${isLeader}`));
  return { told, first, second };
}

const settle = () => vi.advanceTimersByTimeAsync(0);

test("a lock passes on to the next when its tab leaves", async () => {
  const { told, first } = twoTabs();
  await settle();
  expect(told).toEqual(["first true"]);
  first.leave();
  await settle();
  expect(told).toEqual(["first true", "second true"]);
});

test("a lock is taken from a tab that does not answer, which hears so and is the next again", async () => {
  const { told, first, second } = twoTabs();
  await settle();
  second.seize();
  await settle();
  expect(told).toEqual(["first true", "first false", "second true"]);
  second.leave();
  await settle();
  expect(told.at(-1)).toBe("first true");
  first.leave();
});

test("a tab that may not give its duty up takes it back", async () => {
  vi.stubGlobal("navigator", { locks: new FakeLocks() });
  const told: string[] = [];
  const first = joinElection("duty", (isLeader) => {
    told.push(`first ${isLeader}`);
    if (!isLeader) first.seize();
  });
  const second = joinElection("duty", (isLeader) => told.push(`second ${isLeader}`));
  await settle();
  second.seize();
  await settle();
  expect(told.filter((word) => word.startsWith("first")).at(-1)).toBe("first true");
  expect(told.filter((word) => word.startsWith("second")).at(-1)).not.toBe("second true");
  first.leave();
  await settle();
  expect(told.at(-1)).toBe("second true");
});

test("where locks are forbidden nobody leads, and it is asked once", async () => {
  const request = vi.fn(() => Promise.reject(new DOMException("denied", "SecurityError")));
  vi.stubGlobal("navigator", { locks: { request } });
  const told = vi.fn();
  joinElection("duty", told);
  await settle();
  expect(told).not.toHaveBeenCalled();
  expect(request).toHaveBeenCalledOnce();
});
