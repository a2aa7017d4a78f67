import { expect, test } from "vitest";
import { added, MOST_MARKED, NOTHING_MARKED, only, rowsOf, toggled, toldOf } from "./marks";

const upTo = (count: number) => Array.from({ length: count }, (_, place) => place + 1);

test("a row is marked, and its mark is taken away", () => {
  const marked = toggled(toggled(NOTHING_MARKED, [1, 2, 3], 2, false), [1, 2, 3], 3, false);
  expect([...marked.ids]).toEqual([2, 3]);
  expect([...toggled(marked, [1, 2, 3], 2, false).ids]).toEqual([3]);
});

test("a range is marked from the row marked last, upwards or downwards", () => {
  const marked = toggled(NOTHING_MARKED, [5, 4, 3, 2, 1], 2, false);
  expect([...toggled(marked, [5, 4, 3, 2, 1], 4, true).ids].sort()).toEqual([2, 3, 4]);
});

test("a range from a row that is shown no more is the one row", () => {
  const marked = toggled(NOTHING_MARKED, [1, 2], 1, false);
  expect([...toggled(marked, [7, 8, 9], 9, true).ids]).toEqual([1, 9]);
});

test("what was marked under another search stays when all that is shown is marked", () => {
  const marked = toggled(NOTHING_MARKED, [1, 2], 1, false);
  expect([...added(marked, [7, 8]).ids]).toEqual([1, 7, 8]);
});

test("no more are marked than can be acted upon, and that is said until a mark is taken away", () => {
  const marked = added(NOTHING_MARKED, upTo(MOST_MARKED + 1));
  expect([marked.ids.size, marked.isFull]).toEqual([MOST_MARKED, true]);
  const less = toggled(marked, upTo(MOST_MARKED), 1, false);
  expect([less.ids.size, less.isFull]).toEqual([MOST_MARKED - 1, false]);
  const again = toggled(added(less, [1]), [], 900, false);
  expect([again.ids.has(900), again.isFull]).toEqual([false, true]);
});

test("after an action those stay marked that it left as they were", () => {
  expect([...only(added(NOTHING_MARKED, [1, 2, 3]), [3, 9]).ids]).toEqual([3]);
});

test("marks that are not among the rows shown are counted and told apart", () => {
  expect(toldOf(new Set([1, 7]), [7, 8, 9], 3)).toEqual({ count: 2, hidden: 1, isFirst: false });
});

test("all that is shown of a longer list is its first rows, and not all", () => {
  const first = new Set(upTo(100));
  expect(toldOf(first, upTo(100), 12_340).isFirst).toBe(true);
  expect(toldOf(first, upTo(100), 100).isFirst).toBe(false);
  expect(toldOf(new Set(upTo(3)), upTo(100), 12_340).isFirst).toBe(false);
  expect(toldOf(new Set(upTo(MOST_MARKED)), upTo(900), 900).isFirst).toBe(true);
});

test("a marked row that is not shown is found by its number, and one that is there no more is told", async () => {
  const asked: (readonly number[])[] = [];
  const read = async (ids: readonly number[]) => {
    asked.push(ids);
    return ids.filter((id) => id !== 9).map((id) => ({ id, version: 5 }));
  };
  const found = await rowsOf([1, 7, 9], [{ id: 7, version: 2 }], read);
  expect(asked).toEqual([[1, 9]]);
  expect(found.rows).toEqual([
    { id: 1, version: 5 },
    { id: 7, version: 2 },
  ]);
  expect(found.gone).toEqual([9]);
});

test("many rows that are not shown are asked for a page at a time", async () => {
  const asked: number[] = [];
  const read = async (ids: readonly number[]) => {
    asked.push(ids.length);
    return ids.map((id) => ({ id }));
  };
  expect((await rowsOf(upTo(450), [], read)).rows).toHaveLength(450);
  expect(asked).toEqual([200, 200, 50]);
});
