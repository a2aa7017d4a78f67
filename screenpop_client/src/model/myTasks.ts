import { dayOf } from "./datetime";
import type { FilterNode } from "./listFilter";

export const TASK_TABS = ["overdue", "today", "later", "messages", "sent"] as const;
export type TaskTab = (typeof TASK_TABS)[number];

/** What each tab of one's own tasks asks: every open task is in just one of the first three. */
export function myTasks(employeeId: number, nowMs: number, zone: string): Readonly<Record<TaskTab, FilterNode>> {
  const now = new Date(nowMs).toISOString();
  const today = dayOf(now, zone) ?? now.slice(0, 10);
  const pending: FilterNode = { field: "pending", op: "eq", value: employeeId };
  const isOver: FilterNode = { field: "due_at", op: "lt", value: now };
  return {
    overdue: { all: [pending, isOver] },
    today: { all: [pending, { field: "due_at", op: "eq", value: today }, { not: isOver }] },
    later: {
      all: [
        pending,
        {
          any: [
            { field: "due_at", op: "gt", value: today },
            { field: "due_at", op: "is_empty" },
          ],
        },
      ],
    },
    messages: {
      all: [
        { field: "assignees", op: "eq", value: employeeId },
        { field: "kind", op: "eq", value: "message" },
      ],
    },
    sent: { field: "author", op: "eq", value: employeeId },
  };
}
