import { expect, test } from "vitest";
import { askToLeave, holdPage, type LeaveGuard } from "./leaveGuards";

/** Something that is typed, and that is asked in `asked` before the page is left. */
function typedAs(name: string, asked: [string, () => void][]): () => void {
  const guard: LeaveGuard = (go) => void asked.push([name, go]);
  return holdPage(guard);
}

test("the page is left once all that was typed on it was asked about, the newest first", () => {
  const asked: [string, () => void][] = [];
  const releases = [typedAs("questions", asked), typedAs("answers", asked)];
  let left = 0;
  expect(askToLeave(() => left++)).toBe(true);
  expect(asked.map(([name]) => name)).toEqual(["answers"]);
  asked[0]?.[1]();
  expect(asked.map(([name]) => name)).toEqual(["answers", "questions"]);
  expect(left).toBe(0);
  asked[1]?.[1]();
  expect(left).toBe(1);
  for (const release of releases) release();
});

test("what was saved meanwhile is not asked about, and nothing typed holds nobody", () => {
  const asked: [string, () => void][] = [];
  const releases = [typedAs("questions", asked), typedAs("answers", asked)];
  let left = 0;
  askToLeave(() => left++);
  releases[0]?.();
  asked[0]?.[1]();
  expect(left).toBe(1);
  releases[1]?.();
  expect(askToLeave(() => left++)).toBe(false);
  expect(left).toBe(1);
});
