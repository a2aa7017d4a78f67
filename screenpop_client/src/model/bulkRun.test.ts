import { expect, test } from "vitest";
import { runEach } from "./bulkRun";

const refusing =
  (...refused: readonly number[]) =>
  async (item: number) => {
    if (refused.includes(item)) throw new Error(`not ${item}`);
  };

test("those that are refused are told with the reason, and the rest is done", async () => {
  const steps: number[] = [];
  const result = await runEach([1, 2, 3], refusing(2), { onStep: (behind) => steps.push(behind) });
  expect(result).toEqual({ done: 2, refused: [{ item: 2, error: new Error("not 2") }], untried: [] });
  expect(steps).toEqual([1, 2, 3]);
});

test("one that is stopped leaves those that it did not come to as they were", async () => {
  const done: number[] = [];
  const act = async (item: number) => {
    done.push(item);
  };
  const result = await runEach([1, 2, 3, 4], act, { isStopped: () => done.length === 2 });
  expect(done).toEqual([1, 2]);
  expect(result).toEqual({ done: 2, refused: [], untried: [3, 4] });
});

test("what the next would meet too is met once", async () => {
  const result = await runEach([1, 2, 3], refusing(2, 3), { isFatal: () => true });
  expect(result.done).toBe(1);
  expect(result.refused.map(({ item }) => item)).toEqual([2]);
  expect(result.untried).toEqual([3]);
});
