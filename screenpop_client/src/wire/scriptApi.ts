import { query } from "./api";
import { request } from "./http";
import type { ChosenScript, LeadScript, ScriptEdit, ScriptRevision, ScriptStep } from "./messages.gen";

/** What is known of a talk, by which its script is chosen. */
export type TalkFacts = {
  readonly campaign_id: number | null;
  readonly topic_id: number | null;
  readonly did: string;
  readonly queue: string;
  readonly direction: string;
};

/** Call scripts on the server: each call one request. */
export const scriptApi = {
  chosen: (facts: TalkFacts) => request<ChosenScript>(`/api/call-scripts/chosen${query(facts)}`),
  revision: (revisionId: number) => request<ScriptRevision>(`/api/call-scripts/revisions/${revisionId}`),
  ofLead: (leadId: number) => request<LeadScript>(`/api/leads/${leadId}/script`),
  edit: (scriptId: number) => request<ScriptEdit>(`/api/call-scripts/${scriptId}`),
  write: (scriptId: number, version: number, steps: readonly ScriptStep[], publish: boolean) =>
    request<ScriptEdit>(`/api/call-scripts/${scriptId}/steps`, { method: "PUT", body: { steps, publish }, version }),
};
