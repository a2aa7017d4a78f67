import { expect, test } from "vitest";
import { BeatClock, SLEEP_MS } from "./beatClock";

test("a page that answers is told at each tick", () => {
  const clock = new BeatClock(0);
  expect(clock.tick(1000)).toEqual({ slept: false });
  clock.answered();
  expect(clock.tick(2000)).toEqual({ slept: false });
});

test("a page that hangs has one beat waiting, however long it hangs", () => {
  const clock = new BeatClock(0);
  const told = [1, 2, 3, 4, 5, 6, 7, 8].map((second) => clock.tick(second * 1000));
  expect(told.filter((beat) => beat !== null)).toEqual([{ slept: false }]);
  clock.answered();
  expect(clock.tick(9000)).toEqual({ slept: false });
});

test("a sleep is told once, and not lost when the page had a beat to answer", () => {
  const clock = new BeatClock(0);
  clock.tick(1000);
  expect(clock.tick(1000 + SLEEP_MS + 1)).toBeNull();
  clock.answered();
  expect(clock.tick(7000)).toEqual({ slept: true });
  clock.answered();
  expect(clock.tick(8000)).toEqual({ slept: false });
});

test("a clock that was set back is no sleep", () => {
  const clock = new BeatClock(100_000);
  expect(clock.tick(1000)).toEqual({ slept: false });
  clock.answered();
  expect(clock.tick(2000)).toEqual({ slept: false });
});
