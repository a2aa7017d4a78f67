import { expect, test } from "vitest";
import { myTasks } from "./myTasks";

const me = 7;
const now = Date.parse("2026-11-26T21:30:00Z");

test("overdue, today and later part all open tasks of mine by the minute and the day where I am (R29)", () => {
  const parts = myTasks(me, now, "Europe/Moscow");
  const mine = { field: "pending", op: "eq", value: me };
  expect(parts.overdue).toEqual({ all: [mine, { field: "due_at", op: "lt", value: "2026-11-26T21:30:00.000Z" }] });
  expect(parts.today).toEqual({
    all: [
      mine,
      { field: "due_at", op: "eq", value: "2026-11-27" },
      { not: { field: "due_at", op: "lt", value: "2026-11-26T21:30:00.000Z" } },
    ],
  });
  expect(parts.later).toEqual({
    all: [
      mine,
      {
        any: [
          { field: "due_at", op: "gt", value: "2026-11-27" },
          { field: "due_at", op: "is_empty" },
        ],
      },
    ],
  });
});

test("what I sent is mine whether done or not, and messages are those to me", () => {
  const parts = myTasks(me, now, "Europe/Moscow");
  expect(parts.sent).toEqual({ field: "author", op: "eq", value: me });
  expect(parts.messages).toEqual({
    all: [
      { field: "assignees", op: "eq", value: me },
      { field: "kind", op: "eq", value: "message" },
    ],
  });
});
