import { request, requestOnce } from "./http";
import type { RecordView, TaskAnswer, TaskView } from "./messages.gen";

/** What is written of a task; fields such as `campaign` name what it is about. */
export type TaskFields = {
  readonly kind?: "task" | "message";
  readonly name: string;
  readonly body: string;
  readonly assignees: readonly number[];
  readonly due_at: string | null;
  readonly [about: string]: unknown;
};

/** Tasks on the server: each call one request. */
export const taskApi = {
  task: (taskId: number) => request<TaskView>(`/api/tasks/${taskId}`),
  see: (taskId: number) => request<void>(`/api/tasks/${taskId}/seen`, { method: "POST" }),
  answer: (taskId: number, body: string, idempotencyKey: string) =>
    requestOnce<TaskAnswer>(`/api/tasks/${taskId}/thread`, { method: "POST", body: { body }, idempotencyKey }),
  doPart: (taskId: number, isDone: boolean) =>
    request<TaskView>(`/api/tasks/${taskId}/part`, { method: "PUT", body: { is_done: isDone } }),
  doWhole: (taskId: number, version: number, isDone: boolean) =>
    request<TaskView>(`/api/tasks/${taskId}/done`, { method: "PUT", body: { is_done: isDone }, version }),
  add: (body: TaskFields, idempotencyKey: string) =>
    requestOnce<RecordView>("/api/records/task", { method: "POST", body, idempotencyKey }),
  change: (taskId: number, version: number, body: Partial<TaskFields>) =>
    request<RecordView>(`/api/records/task/${taskId}`, { method: "PATCH", body, version }),
  remove: (taskId: number, version: number) =>
    request<void>(`/api/records/task/${taskId}`, { method: "DELETE", version }),
};
