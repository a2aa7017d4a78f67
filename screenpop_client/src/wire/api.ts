import { request, requestOnce } from "./http";
import type {
  CallPage,
  CallRow,
  ContactPage,
  Dictionaries,
  Draft,
  DraftWrite,
  InterestForm,
  LeadPage,
  LeadRow,
  Me,
  Operator,
  OrganizationView,
  OwnChanges,
  OwnState,
  PersonView,
  Presence,
  SavedInterest,
} from "./messages.gen";

type QueryValue = string | number | null | undefined;

/** Write a query string, leaving out what is empty. */
export function query(params: Readonly<Record<string, QueryValue>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value !== null && value !== undefined && value !== "") search.set(name, String(value));
  }
  const text = search.toString();
  return text ? `?${text}` : "";
}

export type LeadFilter = {
  readonly campaign_id?: number | null;
  readonly person_id?: number | null;
  readonly organization_id?: number | null;
};

export type ContactFilter = {
  readonly number?: string;
  readonly person_id?: number | null;
  readonly organization_id?: number | null;
};

const PAGE = 50;
const id = encodeURIComponent;

/** Every route of docs/api.md that the operator's client calls. */
export const api = {
  login: (login: string, password: string) => request<Me>("/api/login", { method: "POST", body: { login, password } }),
  logout: () => request<void>("/api/logout", { method: "POST" }),
  me: () => request<Me>("/api/me"),
  changeMe: (changes: OwnChanges) => request<Operator>("/api/me", { method: "PATCH", body: changes }),
  setPresence: (presence: Presence, reason: string) =>
    request<OwnState>("/api/me/presence", { method: "PUT", body: { presence, reason } }),

  dictionaries: () => request<Dictionaries>("/api/dictionaries"),

  calls: (mine: boolean, before: string | null, limit = PAGE) =>
    request<CallPage>(`/api/calls${query({ mine: mine ? 1 : null, before, limit })}`),
  call: (callId: string) => request<CallRow>(`/api/calls/${id(callId)}`),
  answer: (callId: string) => request<void>(`/api/calls/${id(callId)}/answer`, { method: "POST" }),
  dismiss: (callId: string) => request<void>(`/api/calls/${id(callId)}/dismiss`, { method: "POST" }),

  leads: (filter: LeadFilter, before: string | null, limit = PAGE) =>
    request<LeadPage>(`/api/leads${query({ ...filter, before, limit })}`),
  lead: (leadId: number) => request<LeadRow>(`/api/leads/${leadId}`),
  saveInterest: (form: InterestForm, idempotencyKey: string) =>
    requestOnce<SavedInterest>("/api/leads", { method: "POST", body: form, idempotencyKey }),

  persons: (q: string, organizationId: number | null, signal?: AbortSignal) =>
    request<PersonView[]>(`/api/persons${query({ q, organization_id: organizationId, limit: 20 })}`, { signal }),
  person: (personId: number) => request<PersonView>(`/api/persons/${personId}`),
  organizations: (q: string, signal?: AbortSignal) =>
    request<OrganizationView[]>(`/api/organizations${query({ q, limit: 20 })}`, { signal }),
  organization: (organizationId: number) => request<OrganizationView>(`/api/organizations/${organizationId}`),
  contacts: (filter: ContactFilter) => request<ContactPage>(`/api/contacts${query(filter)}`),

  drafts: () => request<Draft[]>("/api/drafts"),
  putDraft: (key: string, write: DraftWrite, keepalive = false) =>
    request<Draft>(`/api/drafts/${id(key)}`, { method: "PUT", body: write, keepalive }),
  deleteDraft: (key: string) => request<void>(`/api/drafts/${id(key)}`, { method: "DELETE" }),
};
