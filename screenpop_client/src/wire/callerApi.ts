import { request } from "./http";
import type { CallerRecord, NotCaller } from "./messages.gen";

const id = encodeURIComponent;

/** The routes by which an operator says who calls, and who does not (docs/api.md). */
export const callerApi = {
  addNotCaller: (callId: string, record: CallerRecord) =>
    request<void>(`/api/calls/${id(callId)}/not-caller`, { method: "POST", body: record }),
  removeNotCaller: (saidId: number) => request<void>(`/api/not-callers/${saidId}`, { method: "DELETE" }),
  notCallersOf: (kind: "person" | "organization", recordId: number) =>
    request<NotCaller[]>(`/api/${kind}s/${recordId}/not-callers`),
};
