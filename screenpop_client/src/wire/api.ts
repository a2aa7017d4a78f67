import { request, requestOnce } from "./http";
import type {
  AuditEntry,
  CallAudioView,
  CallPage,
  CallRow,
  CallTotals,
  CallTraceView,
  ColumnChoice,
  ContactPage,
  Dictionaries,
  Draft,
  DraftWrite,
  FileView,
  InterestForm,
  LeadPage,
  LeadRow,
  LegRow,
  ListMeta,
  Me,
  MomentRow,
  Operator,
  OrganizationView,
  OwnChanges,
  OwnState,
  PersonView,
  PhoneLogin,
  PhoneSessions,
  Presence,
  RecordFiles,
  RecordHistory,
  RecordView,
  RowPage,
  SavedInterest,
  SavedView,
  SettingView,
  TalkQuality,
  TalkReport,
  TotalsView,
  ViewWrite,
} from "./messages.gen";

type QueryValue = string | number | boolean | readonly string[] | null | undefined;

/** Write a query string, leaving out what is empty. */
export function query(params: Readonly<Record<string, QueryValue>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    const all = Array.isArray(value) ? value : [value];
    for (const one of all) if (one !== null && one !== undefined && one !== "") search.append(name, String(one));
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
  readonly call_id?: string;
  readonly person_id?: number | null;
  readonly organization_id?: number | null;
};

/** The filters of the call log as docs/api.md names them. */
export type CallFilter = {
  readonly since?: string;
  readonly until?: string;
  readonly direction?: string;
  readonly outcome?: readonly string[];
  readonly operator_id?: number | null;
  readonly queue?: string;
  readonly did?: string;
  readonly campaign_id?: number | null;
  readonly number?: string;
  readonly person_id?: number | null;
  readonly organization_id?: number | null;
  readonly has_lead?: boolean | null;
  readonly transferred?: boolean | null;
  readonly missed_open?: boolean;
  readonly mine?: boolean;
  readonly with_card?: boolean;
};

/** Whose parameters: the system's, a branch's, one's own. */
export type SettingPlace = { readonly level: SettingView["source"]; readonly branch?: number };

/** What of a list is asked, as docs/api.md names it; `filter` is JSON. */
export type ListQuery = {
  readonly filter?: string;
  readonly sort?: string;
  readonly search?: string;
  readonly tab?: string;
};

/** Of a record, what its fields are set to. */
export type RecordValues = RecordView["record"];

/** How many rows are asked for at a time where nobody says. */
export const PAGE = 50;
const id = encodeURIComponent;

/** Every route of docs/api.md that the operator's client calls. */
export const api = {
  login: (login: string, password: string) => request<Me>("/api/login", { method: "POST", body: { login, password } }),
  logout: () => request<void>("/api/logout", { method: "POST" }),
  me: () => request<Me>("/api/me"),
  changeMe: (changes: OwnChanges) => request<Operator>("/api/me", { method: "PATCH", body: changes }),
  setPresence: (presence: Presence, reason: string) =>
    request<OwnState>("/api/me/presence", { method: "PUT", body: { presence, reason } }),

  operators: () => request<Operator[]>("/api/operators"),
  dictionaries: () => request<Dictionaries>("/api/dictionaries"),

  calls: (filter: CallFilter, sort: string, before: string | null, limit = PAGE) =>
    request<CallPage>(`/api/calls${query({ ...filter, sort, before, limit })}`),
  callTotals: (filter: CallFilter) => request<CallTotals>(`/api/calls/totals${query(filter)}`),
  callsExportUrl: (filter: CallFilter, sort: string, columns: readonly string[], format: "csv" | "xlsx") =>
    `/api/calls/export${query({ ...filter, sort, columns: columns.join(","), format })}`,
  callLegs: (callId: string) => request<LegRow[]>(`/api/calls/${id(callId)}/legs`),
  callMoments: (callId: string) => request<MomentRow[]>(`/api/calls/${id(callId)}/moments`),
  call: (callId: string) => request<CallRow>(`/api/calls/${id(callId)}`),
  callTrace: (callId: string) => request<CallTraceView>(`/api/calls/${id(callId)}/trace`),
  callAudio: (callId: string) => request<CallAudioView>(`/api/calls/${id(callId)}/audio`),
  callAudioUrl: (callId: string, audioId: string, download = false) =>
    `/api/calls/${id(callId)}/audio/${id(audioId)}${query({ download: download ? 1 : "" })}`,
  callAudioHeard: (callId: string) => request<AuditEntry[]>(`/api/calls/${id(callId)}/audio/heard`),
  answer: (callId: string) => request<void>(`/api/calls/${id(callId)}/answer`, { method: "POST" }),
  phoneLogin: () => request<PhoneLogin>("/api/phone/credentials", { method: "POST" }),
  talked: (report: TalkReport) => request<void>("/api/phone/talks", { method: "POST", body: report }),
  callQuality: (callId: string) => request<TalkQuality[]>(`/api/calls/${id(callId)}/quality`),
  phoneSessions: (callId: string) => request<PhoneSessions>(`/api/calls/${id(callId)}/phone`),
  dismiss: (callId: string) => request<void>(`/api/calls/${id(callId)}/dismiss`, { method: "POST" }),

  leads: (filter: LeadFilter, before: string | null, limit = PAGE) =>
    request<LeadPage>(`/api/leads${query({ ...filter, before, limit })}`),
  lead: (leadId: number) => request<LeadRow>(`/api/leads/${leadId}`),
  saveInterest: (form: InterestForm, idempotencyKey: string) =>
    requestOnce<SavedInterest>("/api/leads", { method: "POST", body: form, idempotencyKey }),

  files: (entity: string, recordId: number) => request<RecordFiles>(`/api/records/${id(entity)}/${recordId}/files`),
  fileUploadUrl: (entity: string, recordId: number, name: string) =>
    `/api/records/${id(entity)}/${recordId}/files${query({ name })}`,
  fileUrl: (fileId: number, download = false) =>
    `/api/files/${fileId}/content${query({ download: download ? 1 : "" })}`,
  dossierUrl: (campaignId: number) => `/api/campaigns/${campaignId}/dossier.pdf`,
  changeFile: (file: FileView, changes: { readonly name?: string; readonly note?: string }) =>
    request<FileView>(`/api/files/${file.id}`, { method: "PATCH", body: changes, version: file.version }),
  removeFile: (file: FileView) =>
    request<FileView>(`/api/files/${file.id}`, { method: "DELETE", version: file.version }),
  restoreFile: (file: FileView) =>
    request<FileView>(`/api/files/${file.id}/restore`, { method: "POST", version: file.version }),

  lists: () => request<ListMeta[]>("/api/lists"),
  listRows: (entity: string, asked: ListQuery, after: string | null, limit: number) =>
    request<RowPage>(`/api/lists/${entity}/rows${query({ ...asked, after, limit })}`),
  listTotals: (entity: string, asked: ListQuery) =>
    request<TotalsView>(`/api/lists/${entity}/totals${query({ ...asked, sort: "" })}`),
  listExportUrl: (entity: string, asked: ListQuery, columns: readonly string[], format: "csv" | "xlsx") =>
    `/api/lists/${entity}/export${query({ ...asked, columns: columns.join(","), format })}`,
  listColumns: (entity: string) => request<ColumnChoice[]>(`/api/lists/${entity}/columns`),
  keepColumns: (entity: string, columns: readonly ColumnChoice[]) =>
    request<ColumnChoice[]>(`/api/lists/${entity}/columns`, { method: "PUT", body: { columns } }),
  resetColumns: (entity: string) => request<void>(`/api/lists/${entity}/columns`, { method: "DELETE" }),
  views: (entity: string) => request<SavedView[]>(`/api/lists/${entity}/views`),
  addView: (entity: string, view: ViewWrite) =>
    request<SavedView>(`/api/lists/${entity}/views`, { method: "POST", body: view }),
  changeView: (entity: string, viewId: number, view: ViewWrite) =>
    request<SavedView>(`/api/lists/${entity}/views/${viewId}`, { method: "PUT", body: view }),
  deleteView: (entity: string, viewId: number) =>
    request<void>(`/api/lists/${entity}/views/${viewId}`, { method: "DELETE" }),

  record: (entity: string, recordId: number) => request<RecordView>(`/api/records/${entity}/${recordId}`),
  createRecord: (entity: string, values: RecordValues, idempotencyKey: string) =>
    requestOnce<RecordView>(`/api/records/${entity}`, { method: "POST", body: values, idempotencyKey }),
  changeRecord: (entity: string, recordId: number, version: number, changes: RecordValues) =>
    request<RecordView>(`/api/records/${entity}/${recordId}`, { method: "PATCH", body: changes, version }),
  removeRecord: (entity: string, recordId: number, version: number) =>
    request<void>(`/api/records/${entity}/${recordId}`, { method: "DELETE", version }),
  restoreRecord: (entity: string, recordId: number, version: number) =>
    request<RecordView>(`/api/records/${entity}/${recordId}/restore`, { method: "POST", version }),
  recordHistory: (entity: string, recordId: number) =>
    request<RecordHistory>(`/api/records/${entity}/${recordId}/history`),

  settings: (place: SettingPlace) => request<SettingView[]>(`/api/settings${query(place)}`),
  changeSetting: (key: string, version: number, value: string, place: SettingPlace) =>
    request<SettingView>(`/api/settings/${id(key)}${query(place)}`, { method: "PUT", body: { value }, version }),
  resetSetting: (key: string, version: number, place: SettingPlace) =>
    request<SettingView>(`/api/settings/${id(key)}${query(place)}`, { method: "DELETE", version }),

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
