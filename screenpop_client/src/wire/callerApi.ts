import { request } from "./http";
import type { CallerRecord, CardSkip, ContactGroup, NotCaller } from "./messages.gen";

const id = encodeURIComponent;

/** The routes by which an operator says who calls, and who does not (docs/api.md). */
export const callerApi = {
  contactsOf: (callId: string) => request<ContactGroup[]>(`/api/calls/${id(callId)}/contacts`),
  addNotCaller: (callId: string, record: CallerRecord) =>
    request<void>(`/api/calls/${id(callId)}/not-caller`, { method: "POST", body: record }),
  skipCard: (callId: string, why: string) =>
    request<void>(`/api/calls/${id(callId)}/skip`, { method: "POST", body: { why } satisfies CardSkip }),
  fetchCard: (callId: string) => request<void>(`/api/calls/${id(callId)}/skip`, { method: "DELETE" }),
  removeNotCaller: (saidId: number) => request<void>(`/api/not-callers/${saidId}`, { method: "DELETE" }),
  notCallersOf: (kind: "person" | "organization", recordId: number) =>
    request<NotCaller[]>(`/api/${kind}s/${recordId}/not-callers`),
};
