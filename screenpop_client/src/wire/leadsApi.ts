import { request } from "./http";
import type { LeadRow } from "./messages.gen";

/** The routes of leads that are removed (docs/api.md). */
export const leadsApi = {
  remove: (leadId: number, version: number, reason: string) =>
    request<LeadRow>(`/api/leads/${leadId}/removal`, { method: "POST", body: { reason }, version }),
  restore: (leadId: number, version: number) =>
    request<LeadRow>(`/api/leads/${leadId}/removal`, { method: "DELETE", version }),
};
