import { expect, test, vi } from "vitest";
import { within } from "./within";

test("what comes in time is given, what fails fails, and what is late fails too", async () => {
  vi.useFakeTimers();
  expect(await within(10, Promise.resolve("here"))).toBe("here");
  await expect(within(10, Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  const late = expect(within(10, new Promise(() => undefined))).rejects.toThrow("late");
  await vi.advanceTimersByTimeAsync(10);
  await late;
  vi.useRealTimers();
});
