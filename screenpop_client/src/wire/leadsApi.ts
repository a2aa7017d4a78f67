import { request } from "./http";
import type { LeadRow } from "./messages.gen";

/** The routes of leads that wait for their result, and of those that are removed (docs/api.md). */
export const leadsApi = {
  awaitingCall: (callId: string) => request<LeadRow[]>(`/api/leads/awaiting?call_id=${encodeURIComponent(callId)}`),
  awaitingEntry: (entryId: number) => request<LeadRow[]>(`/api/leads/awaiting?entry_id=${entryId}`),
  remove: (leadId: number, version: number, reason: string) =>
    request<LeadRow>(`/api/leads/${leadId}/removal`, { method: "POST", body: { reason }, version }),
  restore: (leadId: number, version: number) =>
    request<LeadRow>(`/api/leads/${leadId}/removal`, { method: "DELETE", version }),
};
