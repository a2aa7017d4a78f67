// Written by `python -m callbridge.web.typescript` from the Python dataclasses. Do not edit.

export const PROTOCOL_VERSION = 2;

export const CloseCode = {
  BAD_MESSAGE: 4400,
  NOT_AUTHENTICATED: 4401,
  FORBIDDEN_ORIGIN: 4403,
  AUTH_TIMEOUT: 4408,
  SESSION_ENDED: 4410,
  TOO_SLOW: 4413,
  TOO_MANY_SOCKETS: 4429,
  SERVER_STOPPING: 4503,
} as const;
export type CloseCode = (typeof CloseCode)[keyof typeof CloseCode];

export type CallId = string;
export type CampaignId = number;
export type Day = string;
export type Instant = string;
export type LeadId = number;
export type LegId = string;
export type OperatorId = number;
export type OrganizationId = number;
export type PersonId = number;

export type AskKind = "none" | "choice" | "text" | "field";
export type AudioState = "ready" | "growing" | "empty" | "not_playable" | "too_large";
export type CallSort = "started" | "wait" | "talk";
export type CallerKind = "person" | "organization" | "lead";
export type CampaignState = "preparing" | "running" | "done" | "cancelled";
export type CannotAnswer = "not_pjsip" | "silent" | "refused";
export type CardState = "ringing" | "dialing" | "talking" | "held" | "wrap_up";
export type ColleagueState = "free" | "wrap_up" | "ringing" | "talking" | "paused" | "blind" | "offline";
export type ColumnKind = "text" | "instant" | "seconds";
export type ContactKind = "call" | "interest" | "contact" | "next_contact";
export type ContactScope = "person" | "number" | "organization";
export type DeliveryState = "waiting" | "done" | "given_up";
export type DeviceMode = "headset" | "handset";
export type DialKind = "" | "call" | "lead" | "person" | "organization" | "follow_up";
export type Direction = "inbound" | "outbound" | "internal";
export type DuplicateKey = "number" | "email" | "name";
export type EntryOutcome = "not_reached" | "busy" | "refused" | "wrong_number" | "no_calls" | "skipped";
export type FieldKind = "text" | "long_text" | "integer" | "number" | "money" | "percent" | "date" | "instant" | "seconds" | "flag" | "choice" | "record" | "records" | "phone" | "email";
export type FillField = "topic_id" | "source_id" | "campaign_id" | "product_id" | "project_id" | "outcome_id" | "refusal_reason_id" | "next_method_id" | "next_contact_at" | "content" | "extra" | "person_text" | "organization_text";
export type HungUpBy = "caller" | "operator" | "pbx" | "unknown";
export type ImportState = "reading" | "ready" | "running" | "cancelled" | "done" | "undoing" | "undone";
export type Language = "ru" | "en";
export type Leaving = "leave" | "pause" | "remove";
export type LetterProblem = "no_server" | "no_address" | "refused";
export type Level = "system" | "team" | "user";
export type ListAction = "export" | "move" | "mail" | "call";
export type ListenWay = "listen" | "whisper" | "barge";
export type LiveState = "ringing" | "talking" | "parked";
export type MailingAction = "schedule" | "withdraw" | "start" | "pause" | "resume" | "cancel";
export type MailingState = "draft" | "scheduled" | "sending" | "paused" | "done" | "cancelled";
export type MatchKind = "known" | "several" | "possible" | "unknown" | "withheld" | "internal" | "unchecked";
export type MatchReason = "open_deal" | "responsible" | "recent_contact" | "earlier_interest" | "exact_number" | "suffix";
export type MomentKind = "queued" | "left_queue" | "held" | "resumed" | "blind" | "attended" | "picked_up" | "parked" | "unparked";
export type MoveCause = "created" | "moved" | "activity" | "contract" | "topic" | "revision";
export type NumberKind = "known" | "withheld" | "internal";
export type OnMatch = "skip" | "fill" | "create";
export type Outcome = "answered" | "missed" | "abandoned" | "busy" | "no_answer" | "unavailable" | "failed" | "unknown";
export type Presence = "ready" | "paused" | "wrap_up";
export type Preview = "none" | "image" | "pdf" | "text";
export type QuestionKind = "choice" | "several" | "scale" | "number" | "text";
export type QueueState = "member" | "paused" | "removed" | "missing";
export type Rating = "positive" | "satisfactory" | "undefined" | "negative";
export type ReasonRule = "hidden" | "optional" | "required";
export type ReminderState = "waiting" | "shown" | "snoozed" | "acked" | "escalated" | "cancelled";
export type Removal = "archived" | "deactivated" | "deleted" | "never";
export type RingEnd = "answered" | "answered_elsewhere" | "rejected" | "no_answer" | "caller_gone" | "unavailable" | "unknown";
export type Role = "operator" | "supervisor" | "manager" | "admin";
export type RoundAction = "start" | "pause" | "resume" | "close";
export type RoundState = "draft" | "open" | "paused" | "closed";
export type RowState = "waiting" | "created" | "filled" | "skipped" | "failed" | "undone" | "kept";
export type Scope = "leads:write" | "records:read" | "calls:read";
export type Sign = "number" | "email" | "name" | "like_name" | "organization" | "tax_id";
export type Snooze = "five_minutes" | "quarter" | "hour" | "tomorrow" | "custom";
export type SourceKind = "campaign" | "other";
export type StageKind = "open" | "won" | "lost";
export type TapeOrder = "start" | "pause" | "resume" | "stop";
export type TapeState = "running" | "paused";
export type TaskKind = "task" | "message";
export type Test = "eq" | "in" | "lt" | "gt" | "between" | "begins" | "contains" | "during" | "is_empty";
export type Topic = "lead.created" | "lead.changed" | "deal.created" | "deal.changed" | "deal.archived" | "contract.created" | "contract.changed" | "contract.archived" | "call.ended" | "call.missed";
export type TransferWay = "blind" | "attended";
export type UnparkReason = "retrieved" | "timed_out" | "caller_gone";
export type ViewKind = "mine" | "team" | "default";
export type WithdrawReason = "answered_elsewhere" | "caller_gone" | "no_answer" | "rejected" | "dismissed" | "skipped" | "saved" | "lost";

export type Operator = {
  readonly id: OperatorId;
  readonly login: string;
  readonly full_name: string;
  readonly role: Role;
  readonly extension: string;
  readonly pbx: string;
  readonly device_mode: DeviceMode;
  readonly language: Language;
  readonly time_zone: string;
  readonly presence: Presence;
  readonly pause_reason: string;
  readonly is_active: boolean;
  readonly keys: string;
  readonly employee_id: number;
};

export type AbsenceRule = {
  readonly grace_s: number;
  readonly headset: Leaving;
  readonly handset: Leaving;
};

export type AbsenceRules = {
  readonly logged_out: AbsenceRule;
  readonly closed: AbsenceRule;
  readonly lost: AbsenceRule;
};

export type Me = {
  readonly operator: Operator;
  readonly csrf: string;
  readonly private_sales: boolean;
  readonly has_softphone: boolean;
  readonly can_dial: boolean;
  readonly absence: AbsenceRules;
  readonly version: string;
};

export type OwnQueue = {
  readonly pbx: string;
  readonly queue: string;
  readonly state: QueueState;
  readonly error: string;
};

export type OwnState = {
  readonly presence: Presence;
  readonly pause_reason: string;
  readonly since: Instant;
  readonly due_at: Instant | null;
  readonly cause: string;
  readonly error: string;
  readonly queues: readonly OwnQueue[];
};

export type PbxLink = {
  readonly pbx: string;
  readonly is_up: boolean;
  readonly since: Instant;
  readonly error: string;
};

export type CdrState = {
  readonly pbx: string;
  readonly error: string;
};

export type MailboxState = {
  readonly mailbox: string;
  readonly is_read: boolean;
  readonly error: string;
  readonly message: string;
};

export type Health = {
  readonly is_ok: boolean;
  readonly store_ok: boolean;
  readonly links: readonly PbxLink[];
  readonly version: string;
  readonly cdr: readonly CdrState[];
  readonly mailboxes: readonly MailboxState[];
};

export type Entry = {
  readonly id: number;
  readonly name: string;
  readonly name_en: string;
  readonly code: string;
  readonly parent_id: number | null;
  readonly is_active: boolean;
};

export type Source = {
  readonly id: number;
  readonly name: string;
  readonly kind: SourceKind;
  readonly name_en: string;
  readonly is_active: boolean;
};

export type OutcomeEntry = {
  readonly id: number;
  readonly name: string;
  readonly rating: Rating;
  readonly reason_rule: ReasonRule;
  readonly name_en: string;
  readonly new_deal: boolean;
  readonly is_active: boolean;
};

export type Campaign = {
  readonly id: CampaignId;
  readonly name: string;
  readonly state: CampaignState;
  readonly dids: readonly string[];
  readonly date_from: Day | null;
  readonly date_to: Day | null;
  readonly leads: number;
};

export type Dictionaries = {
  readonly methods: readonly Entry[];
  readonly topics: readonly Entry[];
  readonly sources: readonly Source[];
  readonly campaigns: readonly Campaign[];
  readonly products: readonly Entry[];
  readonly projects: readonly Entry[];
  readonly outcomes: readonly OutcomeEntry[];
  readonly refusal_reasons: readonly Entry[];
  readonly pause_reasons: readonly Entry[];
};

export type PhoneView = {
  readonly raw: string;
  readonly e164: string;
  readonly extension: string;
  readonly is_shared: boolean;
};

export type PersonView = {
  readonly id: PersonId;
  readonly full_name: string;
  readonly organization_id: OrganizationId | null;
  readonly organization: string;
  readonly is_private: boolean;
  readonly phones: readonly PhoneView[];
  readonly lead_count: number;
  readonly created_at: Instant | null;
};

export type OrganizationView = {
  readonly id: OrganizationId;
  readonly name: string;
  readonly phones: readonly PhoneView[];
  readonly person_count: number;
};

export type CampaignRef = {
  readonly id: CampaignId;
  readonly name: string;
};

export type PriorContact = {
  readonly kind: ContactKind;
  readonly at: Instant;
  readonly method: string;
  readonly direction: Direction | "";
  readonly call_outcome: Outcome | "";
  readonly outcome: string;
  readonly rating: Rating | null;
  readonly refusal_reason: string;
  readonly operator: string;
  readonly content: string;
  readonly campaign: string;
  readonly lead_id: LeadId | null;
  readonly call_id: CallId | null;
  readonly person: string;
  readonly follow_up_id: number | null;
};

export type ContactGroup = {
  readonly scope: ContactScope;
  readonly contacts: readonly PriorContact[];
  readonly total: number;
};

export type ContactPage = {
  readonly rows: readonly PriorContact[];
  readonly total: number;
};

export type NumberZone = {
  readonly zone: string;
};

export type CallRow = {
  readonly call_id: CallId;
  readonly started_at: Instant;
  readonly direction: Direction;
  readonly number: string;
  readonly caller_name: string;
  readonly did: string;
  readonly queue: string;
  readonly outcome: Outcome | "";
  readonly wait_seconds: number;
  readonly talk_seconds: number;
  readonly is_partial: boolean;
  readonly ended_at: Instant | null;
  readonly campaign_id: CampaignId | null;
  readonly campaign: string;
  readonly person_id: PersonId | null;
  readonly person: string;
  readonly organization_id: OrganizationId | null;
  readonly organization: string;
  readonly operator_id: OperatorId | null;
  readonly operator: string;
  readonly lead_id: LeadId | null;
  readonly answered_at: Instant | null;
  readonly ring_seconds: number;
  readonly hold_seconds: number;
  readonly hung_up_by: HungUpBy | "";
  readonly trunk: string;
  readonly is_missed_open: boolean;
  readonly called_back_at: Instant | null;
  readonly called_back_by: CallId | null;
  readonly cause: number;
  readonly transfers: number;
  readonly is_recovered: boolean;
};

export type LegRow = {
  readonly leg_id: LegId;
  readonly endpoint: string;
  readonly operator_id: OperatorId | null;
  readonly operator: string;
  readonly rang_at: Instant | null;
  readonly answered_at: Instant | null;
  readonly ended_at: Instant | null;
  readonly ring_end: RingEnd | "";
  readonly ring_seconds: number;
  readonly talk_seconds: number;
  readonly hold_seconds: number;
};

export type MomentRow = {
  readonly kind: MomentKind;
  readonly at: Instant;
  readonly leg_id: LegId | null;
  readonly endpoint: string;
  readonly operator_id: OperatorId | null;
  readonly operator: string;
  readonly target: string;
  readonly colleague_endpoint: string;
  readonly colleague_id: OperatorId | null;
  readonly colleague: string;
  readonly reason: UnparkReason | "";
  readonly seconds: number;
};

export type CallPage = {
  readonly rows: readonly CallRow[];
  readonly next: string | null;
};

export type CallTotals = {
  readonly count: number;
  readonly answered: number;
  readonly missed: number;
  readonly talk_seconds: number;
  readonly wait_seconds: number;
};

export type CallColumn = {
  readonly id: string;
  readonly field: string;
  readonly ru: string;
  readonly en: string;
  readonly kind: ColumnKind;
  readonly is_default: boolean;
  readonly sort: CallSort | null;
};

export type CallAudioFile = {
  readonly id: string;
  readonly name: string;
  readonly state: AudioState;
  readonly size: number;
  readonly seconds: number | null;
  readonly began_at: Instant | null;
  readonly modified_at: Instant | null;
  readonly operator: string;
};

export type CallAudioView = {
  readonly is_kept: boolean;
  readonly may_download: boolean;
  readonly files: readonly CallAudioFile[];
};

export type AuditEntry = {
  readonly id: number;
  readonly at: Instant;
  readonly operator_id: OperatorId;
  readonly operator: string;
  readonly action: string;
  readonly entity: string;
  readonly entity_id: string;
  readonly detail: Readonly<Record<string, string>>;
};

export type LeadRow = {
  readonly id: LeadId;
  readonly at: Instant;
  readonly phone: string;
  readonly organization_id: OrganizationId | null;
  readonly organization: string;
  readonly is_private: boolean;
  readonly person_id: PersonId | null;
  readonly person: string;
  readonly product: string;
  readonly outcome: string;
  readonly rating: Rating | null;
  readonly stage: string;
  readonly campaign_id: CampaignId | null;
  readonly campaign: string;
  readonly content: string;
  readonly owner_id: OperatorId | null;
  readonly owner: string;
  readonly refusal_reason: string;
  readonly project: string;
  readonly topic: string;
  readonly source: string;
  readonly method: string;
  readonly call_id: CallId | null;
  readonly next_contact_at: Instant | null;
  readonly deal_id: number | null;
  readonly line_campaign_id: CampaignId | null;
  readonly line_campaign: string;
  readonly campaign_reason: string;
  readonly extra: string;
  readonly page_url: string;
  readonly consent: string;
  readonly topic_id: number | null;
  readonly source_id: number | null;
  readonly product_id: number | null;
  readonly project_id: number | null;
  readonly version: number;
  readonly removed_at: Instant | null;
  readonly removal_reason: string;
};

export type LeadPage = {
  readonly rows: readonly LeadRow[];
  readonly next: string | null;
};

export type SavedInterest = {
  readonly lead_id: LeadId;
  readonly person_id: PersonId | null;
  readonly organization_id: OrganizationId | null;
  readonly is_repeat: boolean;
  readonly deal_id: number | null;
};

export type SavedDealContact = {
  readonly activity_id: number;
  readonly deal_id: number;
  readonly stage_id: number;
  readonly is_repeat: boolean;
};

export type Draft = {
  readonly key: string;
  readonly schema: number;
  readonly version: number;
  readonly saved_at: Instant;
  readonly values: Readonly<Record<string, unknown>>;
  readonly dirty_fields: readonly string[];
};

export type IceServer = {
  readonly urls: readonly string[];
  readonly username: string;
  readonly credential: string;
};

export type PhoneLogin = {
  readonly url: string;
  readonly domain: string;
  readonly username: string;
  readonly password: string;
  readonly expires_at: Instant | null;
  readonly ice_servers: readonly IceServer[];
  readonly silence_s: number;
};

export type PhoneSessions = {
  readonly sip_call_ids: readonly string[];
};

export type TalkQuality = {
  readonly operator: string;
  readonly at: Instant;
  readonly seconds: number;
  readonly received: number;
  readonly lost: number;
  readonly rtt_ms: number | null;
  readonly jitter_ms: number | null;
  readonly mos: number;
  readonly worst_mos: number;
};

export type RecordRights = {
  readonly may_create: boolean;
  readonly may_change: boolean;
  readonly removal: Removal;
};

export type Label = {
  readonly ru: string;
  readonly en: string;
};

export type ChoiceMeta = {
  readonly value: string;
  readonly label: Label;
};

export type FieldMeta = {
  readonly id: string;
  readonly label: Label;
  readonly kind: FieldKind;
  readonly choices: readonly ChoiceMeta[];
  readonly record: string;
  readonly group: Label | null;
  readonly is_listed: boolean;
  readonly is_default: boolean;
  readonly is_sortable: boolean;
  readonly is_filterable: boolean;
  readonly has_total: boolean;
  readonly base: string;
  readonly tests: readonly Test[];
  readonly is_editable: boolean;
  readonly is_required: boolean;
  readonly max_characters: number;
};

export type TabMeta = {
  readonly id: string;
  readonly label: Label;
  readonly field: string;
  readonly values: readonly string[];
};

export type ListMeta = {
  readonly id: string;
  readonly one: Label;
  readonly many: Label;
  readonly fields: readonly FieldMeta[];
  readonly tabs: readonly TabMeta[];
  readonly opening_tab: string;
  readonly sort: string;
  readonly name_field: string;
  readonly actions: readonly ListAction[];
  readonly rights: RecordRights;
};

export type SettingView = {
  readonly key: string;
  readonly label: Label;
  readonly hint: Label;
  readonly choices: readonly ChoiceMeta[];
  readonly value: string;
  readonly version: number;
  readonly may_set: boolean;
  readonly source: Level;
  readonly is_default: boolean;
  readonly inherited: string;
};

export type RowPage = {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly next: string | null;
};

export type TotalsView = {
  readonly count: number;
  readonly sums: Readonly<Record<string, unknown>>;
  readonly tabs: Readonly<Record<string, number>>;
};

export type ColumnChoice = {
  readonly id: string;
  readonly width: number | null;
  readonly is_pinned: boolean;
  readonly is_shown: boolean;
};

export type ViewQuery = {
  readonly filter: Readonly<Record<string, unknown>> | null;
  readonly sort: string;
  readonly search: string;
  readonly tab: string;
  readonly columns: readonly ColumnChoice[];
};

export type SavedView = {
  readonly id: number;
  readonly name: string;
  readonly kind: ViewKind;
  readonly owner_id: number;
  readonly owner: string;
  readonly query: ViewQuery;
};

export type TraceLine = {
  readonly at: Instant;
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly text: string;
};

export type CallTraceView = {
  readonly call_id: CallId;
  readonly started_at: Instant;
  readonly verdict: string;
  readonly steps: readonly TraceLine[];
  readonly text: string;
};

export type PutAway = {
  readonly at: Instant | null;
  readonly by: string;
};

export type RecordView = {
  readonly id: number;
  readonly version: number;
  readonly record: Readonly<Record<string, string | number | boolean | readonly number[] | null>>;
  readonly names: Readonly<Record<string, string>>;
  readonly put_away: PutAway | null;
};

export type FieldChange = {
  readonly field: string;
  readonly before: string | number | boolean | readonly number[] | null;
  readonly after: string | number | boolean | readonly number[] | null;
};

export type RecordEntry = {
  readonly at: Instant;
  readonly operator_id: OperatorId;
  readonly operator: string;
  readonly action: string;
  readonly changes: readonly FieldChange[];
};

export type RecordHistory = {
  readonly entries: readonly RecordEntry[];
};

export type BroughtOver = {
  readonly deals: number;
};

export type DealNotMoved = {
  readonly id: number;
  readonly code: string;
  readonly message: string;
};

export type MovedDeals = {
  readonly moved: number;
  readonly refused: readonly DealNotMoved[];
};

export type StageView = {
  readonly id: number;
  readonly name: string;
  readonly name_en: string;
  readonly kind: StageKind;
  readonly probability: number;
  readonly required_method_id: number | null;
  readonly required_method: string;
  readonly rot_days: number | null;
};

export type BoardColumn = {
  readonly stage: StageView;
  readonly count: number;
  readonly amount: string;
  readonly forecast: string;
  readonly rots_before: Instant | null;
};

export type OlderRevision = {
  readonly revision: number;
  readonly deals: number;
};

export type Board = {
  readonly pipeline_id: number;
  readonly revision: number;
  readonly present_revision: number;
  readonly older: readonly OlderRevision[];
  readonly columns: readonly BoardColumn[];
};

export type Stay = {
  readonly at: Instant;
  readonly stage_id: number;
  readonly stage: string;
  readonly stage_en: string;
  readonly cause: MoveCause;
  readonly employee: string;
  readonly activity_id: number | null;
  readonly seconds: number;
  readonly is_last: boolean;
};

export type DealPath = {
  readonly pipeline_id: number;
  readonly revision: number;
  readonly stages: readonly StageView[];
  readonly stays: readonly Stay[];
  readonly is_rotten: boolean;
  readonly passed_to: number | null;
};

export type StageBehind = {
  readonly id: number;
  readonly name: string;
  readonly name_en: string;
  readonly kind: StageKind;
  readonly revision: number;
  readonly deals: number;
  readonly to_id: number | null;
};

export type PipelineView = {
  readonly id: number;
  readonly version: number;
  readonly name: string;
  readonly name_en: string;
  readonly is_active: boolean;
  readonly auto_advance: boolean;
  readonly revision: number;
  readonly topic_ids: readonly number[];
  readonly deals: number;
  readonly stages: readonly StageView[];
  readonly behind: readonly StageBehind[];
};

export type Option = {
  readonly text: string;
  readonly score: number;
};

export type Question = {
  readonly id: number;
  readonly kind: QuestionKind;
  readonly wording: string;
  readonly is_required: boolean;
  readonly options: readonly Option[];
  readonly low: number;
  readonly high: number;
  readonly is_active: boolean;
};

export type InterviewView = {
  readonly interview: RecordView;
  readonly questions: readonly Question[];
  readonly responses: number;
  readonly public_token: string;
};

export type SavedResponse = {
  readonly id: number;
  readonly score: number;
  readonly most: number;
  readonly is_repeat: boolean;
};

export type ResponseRow = {
  readonly id: number;
  readonly at: Instant;
  readonly person_id: number | null;
  readonly person: string;
  readonly by: string;
  readonly score: number;
  readonly most: number;
  readonly answers: Readonly<Record<string, number | readonly number[] | string>>;
};

export type ResponsePage = {
  readonly rows: readonly ResponseRow[];
  readonly next: number | null;
};

export type Bar = {
  readonly label: string;
  readonly count: number;
};

export type QuestionResult = {
  readonly question: Question;
  readonly answered: number;
  readonly bars: readonly Bar[];
  readonly average: string | null;
};

export type InterviewResults = {
  readonly responses: number;
  readonly average_score: string | null;
  readonly questions: readonly QuestionResult[];
};

export type ReminderBrief = {
  readonly follow_up_id: number;
  readonly at: Instant;
  readonly remind_at: Instant;
  readonly method: string;
  readonly person: string;
  readonly organization: string;
  readonly phone: string;
  readonly lead_id: LeadId | null;
  readonly deal_id: number | null;
  readonly owner_id: OperatorId;
  readonly owner: string;
  readonly is_escalated: boolean;
};

export type ReminderBell = {
  readonly due: readonly ReminderBrief[];
  readonly count: number;
  readonly open: number;
  readonly escalated: readonly ReminderBrief[];
  readonly escalated_count: number;
};

export type FollowUp = {
  readonly id: number;
  readonly version: number;
  readonly at: Instant;
  readonly method: string;
  readonly owner_id: OperatorId;
  readonly owner: string;
  readonly person_id: PersonId | null;
  readonly person: string;
  readonly organization_id: OrganizationId | null;
  readonly organization: string;
  readonly phone: string;
  readonly lead_id: LeadId | null;
  readonly deal_id: number | null;
  readonly deal: string;
  readonly campaign: string;
  readonly content: string;
  readonly remind_at: Instant | null;
  readonly reminder: ReminderState | null;
  readonly done_at: Instant | null;
  readonly closed_by_call: CallId | null;
  readonly closed_by: string;
};

export type MyDay = {
  readonly today_ends_at: Instant;
  readonly open: readonly FollowUp[];
  readonly open_count: number;
  readonly closed: readonly FollowUp[];
  readonly letters: ReminderLetters;
};

export type ReminderLetters = {
  readonly is_wanted: boolean;
  readonly address: string;
  readonly problem: LetterProblem | null;
  readonly words: string;
};

export type CalendarState = {
  readonly since: Instant | null;
};

export type MadeCalendar = {
  readonly path: string;
};

export type TaskBrief = {
  readonly id: number;
  readonly kind: TaskKind;
  readonly name: string;
  readonly author: string;
  readonly due_at: Instant | null;
  readonly happened_at: Instant;
  readonly is_unseen: boolean;
  readonly is_overdue: boolean;
};

export type TaskBell = {
  readonly unseen: number;
  readonly overdue: number;
  readonly latest: readonly TaskBrief[];
};

export type TaskPart = {
  readonly employee_id: number;
  readonly name: string;
  readonly seen_at: Instant | null;
  readonly done_at: Instant | null;
};

export type TaskAnswer = {
  readonly id: number;
  readonly at: Instant;
  readonly author_id: number | null;
  readonly author: string;
  readonly body: string;
};

export type TaskView = {
  readonly task: RecordView;
  readonly parts: readonly TaskPart[];
  readonly thread: readonly TaskAnswer[];
  readonly may_edit: boolean;
  readonly is_seen: boolean;
};

export type ApiToken = {
  readonly id: number;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly operator_id: OperatorId;
  readonly operator: string;
  readonly created_at: Instant;
  readonly expires_at: Instant | null;
  readonly last_used_at: Instant | null;
  readonly revoked_at: Instant | null;
};

export type MadeToken = {
  readonly token: string;
  readonly kept: ApiToken;
};

export type WebForm = {
  readonly id: number;
  readonly key: string;
  readonly name: string;
  readonly origins: readonly string[];
  readonly topic_id: number | null;
  readonly source_id: number | null;
  readonly campaign_id: number | null;
  readonly product_id: number | null;
  readonly redirect_url: string;
  readonly consent_text: string;
  readonly is_active: boolean;
  readonly operator_id: OperatorId;
  readonly created_at: Instant;
};

export type FileView = {
  readonly id: number;
  readonly version: number;
  readonly name: string;
  readonly size: number;
  readonly preview: Preview;
  readonly note: string;
  readonly author: string;
  readonly created_at: Instant;
  readonly is_removed: boolean;
};

export type RecordFiles = {
  readonly files: readonly FileView[];
  readonly may_write: boolean;
  readonly is_kept: boolean;
  readonly max_bytes: number;
};

export type Webhook = {
  readonly id: number;
  readonly name: string;
  readonly url: string;
  readonly topics: readonly Topic[];
  readonly is_active: boolean;
  readonly created_at: Instant;
  readonly waiting: number;
  readonly given_up: number;
};

export type Delivery = {
  readonly id: number;
  readonly event_id: number;
  readonly topic: string;
  readonly record_key: string;
  readonly at: Instant;
  readonly state: DeliveryState;
  readonly tries: number;
  readonly next_try_at: Instant | null;
  readonly done_at: Instant | null;
  readonly status: number | null;
  readonly problem: string;
};

export type MadeWebhook = {
  readonly secret: string;
  readonly kept: Webhook;
};

export type Replayed = {
  readonly deliveries: number;
};

export type DuplicateSide = {
  readonly id: number;
  readonly name: string;
  readonly numbers: readonly string[];
  readonly emails: readonly string[];
  readonly organization: string;
  readonly created_at: Instant;
};

export type DuplicatePair = {
  readonly first: DuplicateSide;
  readonly second: DuplicateSide;
  readonly score: number;
  readonly signs: readonly Sign[];
};

export type DuplicatePage = {
  readonly by: DuplicateKey;
  readonly pairs: readonly DuplicatePair[];
  readonly next: string | null;
};

export type MergePreview = {
  readonly keep: RecordView;
  readonly give_up: RecordView;
  readonly moved: Readonly<Record<string, number>>;
};

export type MergeEntry = {
  readonly id: number;
  readonly entity: string;
  readonly kept_id: number;
  readonly kept: string;
  readonly given_up_id: number;
  readonly given_up: string;
  readonly operator_id: OperatorId;
  readonly operator: string;
  readonly at: Instant;
  readonly undone_at: Instant | null;
};

export type ErasurePreview = {
  readonly person_id: number;
  readonly name: string;
  readonly touched: Readonly<Record<string, number>>;
};

export type ImportPlan = {
  readonly mapping: readonly string[];
  readonly on_match: OnMatch;
};

export type ImportCounts = {
  readonly rows: number;
  readonly created: number;
  readonly filled: number;
  readonly skipped: number;
  readonly failed: number;
  readonly undone: number;
  readonly kept: number;
};

export type ImportJob = {
  readonly id: number;
  readonly entity: string;
  readonly file_name: string;
  readonly state: ImportState;
  readonly operator_id: OperatorId;
  readonly operator: string;
  readonly created_at: Instant;
  readonly finished_at: Instant | null;
  readonly columns: readonly string[];
  readonly plan: ImportPlan;
  readonly counts: ImportCounts;
  readonly problem: string;
};

export type ImportKind = {
  readonly id: string;
  readonly label: Label;
  readonly is_many: boolean;
  readonly is_required: boolean;
};

export type ImportList = {
  readonly jobs: readonly ImportJob[];
  readonly kinds: readonly ImportKind[];
};

export type ImportView = {
  readonly job: ImportJob;
  readonly targets: readonly ImportKind[];
  readonly message: string;
};

export type RowProblem = {
  readonly field: string;
  readonly code: string;
  readonly message: string;
};

export type PreviewRow = {
  readonly line: number;
  readonly cells: readonly string[];
  readonly state: RowState;
  readonly record_id: number | null;
  readonly record: string;
  readonly problems: readonly RowProblem[];
};

export type ImportPreview = {
  readonly rows: readonly PreviewRow[];
};

export type MailingProgress = {
  readonly id: number;
  readonly version: number;
  readonly state: MailingState;
  readonly counts: Readonly<Record<string, number>>;
  readonly problem: string;
  readonly scheduled_at: Instant | null;
  readonly started_at: Instant | null;
  readonly finished_at: Instant | null;
  readonly next_try_at: Instant | null;
};

export type AudiencePerson = {
  readonly person_id: number;
  readonly full_name: string;
  readonly address: string;
};

export type AudienceView = {
  readonly addresses: number;
  readonly without_address: number;
  readonly unsubscribed: number;
  readonly undeliverable: number;
  readonly repeated: number;
  readonly is_whole: boolean;
  readonly people: readonly AudiencePerson[];
};

export type MailPreview = {
  readonly address: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
};

export type TestSent = {
  readonly to: string;
};

export type RoundProgress = {
  readonly id: number;
  readonly version: number;
  readonly state: RoundState;
  readonly counts: Readonly<Record<string, number>>;
  readonly started_at: Instant | null;
  readonly finished_at: Instant | null;
};

export type RoundAudience = {
  readonly entries: number;
  readonly without_number: number;
  readonly wanting_no_calls: number;
  readonly repeated: number;
};

export type RoundEntry = {
  readonly id: number;
  readonly person_id: number | null;
  readonly organization_id: number | null;
  readonly name: string;
  readonly organization: string;
  readonly job_title: string;
  readonly phone: string;
  readonly tries: number;
  readonly last_tried_at: Instant | null;
  readonly note: string;
  readonly claimed_until: Instant;
};

export type RoundWork = {
  readonly id: number;
  readonly name: string;
  readonly script: string;
  readonly state: RoundState;
  readonly campaign_id: number | null;
  readonly entry: RoundEntry | null;
  readonly left: number;
  readonly next_at: Instant | null;
};

export type ScriptFill = {
  readonly field: FillField;
  readonly value: number | null;
  readonly text: string;
};

export type ScriptAnswer = {
  readonly text: string;
  readonly next: string;
  readonly fills: readonly ScriptFill[];
};

export type ScriptStep = {
  readonly key: string;
  readonly title: string;
  readonly words: string;
  readonly ask: AskKind;
  readonly answers: readonly ScriptAnswer[];
  readonly next: string;
  readonly fill: FillField | null;
};

export type ScriptRevision = {
  readonly id: number;
  readonly script_id: number;
  readonly name: string;
  readonly name_en: string;
  readonly revision: number;
  readonly steps: readonly ScriptStep[];
};

export type ChosenScript = {
  readonly script: ScriptRevision | null;
};

export type PublishedRevision = {
  readonly id: number;
  readonly revision: number;
  readonly published_at: Instant;
  readonly published_by: string;
};

export type ScriptEdit = {
  readonly id: number;
  readonly version: number;
  readonly steps: readonly ScriptStep[];
  readonly revisions: readonly PublishedRevision[];
  readonly is_published: boolean;
  readonly unreachable: readonly string[];
};

export type LeadAnswer = {
  readonly title: string;
  readonly answer: string;
  readonly at: Instant;
};

export type LeadScript = {
  readonly name: string;
  readonly name_en: string;
  readonly revision: number;
  readonly answers: readonly LeadAnswer[];
};

export type FieldError = {
  readonly code: string;
  readonly message: string;
};

export type ErrorInfo = {
  readonly code: string;
  readonly message: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly fields: Readonly<Record<string, FieldError>>;
};

export type ErrorBody = {
  readonly error: ErrorInfo;
};

export type CardNumber = {
  readonly kind: NumberKind;
  readonly raw: string;
  readonly e164: string;
  readonly display: string;
  readonly caller_name: string;
};

export type CardLine = {
  readonly did: string;
  readonly queue: string;
  readonly campaign: CampaignRef | null;
};

export type CardCandidate = {
  readonly person_id: PersonId | null;
  readonly person: string;
  readonly organization_id: OrganizationId | null;
  readonly organization: string;
  readonly is_private: boolean;
  readonly is_shared: boolean;
  readonly reason: MatchReason;
  readonly lead_id: LeadId | null;
};

export type CardListener = {
  readonly name: string;
  readonly way: ListenWay;
};

export type NotCaller = {
  readonly id: number;
  readonly number: string;
  readonly person_id: PersonId | null;
  readonly organization_id: OrganizationId | null;
  readonly lead_id: LeadId | null;
  readonly name: string;
  readonly organization: string;
  readonly operator: string;
  readonly at: Instant;
};

export type Card = {
  readonly id: CallId;
  readonly state: CardState;
  readonly direction: Direction;
  readonly pbx: string;
  readonly number: CardNumber;
  readonly line: CardLine;
  readonly match: MatchKind;
  readonly candidates: readonly CardCandidate[];
  readonly contacts: readonly PriorContact[];
  readonly contacts_total: number;
  readonly started_at: Instant;
  readonly rang_at: Instant;
  readonly answered_at: Instant | null;
  readonly ended_at: Instant | null;
  readonly is_partial: boolean;
  readonly can_answer: boolean;
  readonly cannot_answer: CannotAnswer | null;
  readonly tape: TapeState | null;
  readonly tape_orders: readonly TapeOrder[];
  readonly listeners: readonly CardListener[];
  readonly handed_over_by: string;
  readonly parked_in: string;
  readonly lead_id: LeadId | null;
  readonly contact_deal_id: number | null;
  readonly not_callers: readonly NotCaller[];
};

export type Hello = {
  readonly protocol: number;
  readonly server_version: string;
  readonly server_at: Instant;
  readonly beat_s: number;
  readonly type: "hello";
};

export type Snapshot = {
  readonly epoch: string;
  readonly revision: number;
  readonly own: OwnState;
  readonly cards: readonly Card[];
  readonly links: readonly PbxLink[];
  readonly tasks: TaskBell;
  readonly reminders: ReminderBell;
  readonly type: "snapshot";
};

export type Resumed = {
  readonly epoch: string;
  readonly revision: number;
  readonly type: "resumed";
};

export type CardChanged = {
  readonly revision: number;
  readonly card: Card;
  readonly type: "card";
};

export type CardWithdrawn = {
  readonly revision: number;
  readonly card_id: CallId;
  readonly reason: WithdrawReason;
  readonly by: string;
  readonly type: "withdrawn";
};

export type OwnStateChanged = {
  readonly revision: number;
  readonly own: OwnState;
  readonly type: "own";
};

export type LinkChanged = {
  readonly revision: number;
  readonly link: PbxLink;
  readonly type: "link";
};

export type ListsChanged = {
  readonly revision: number;
  readonly lists: readonly ("calls" | "missed" | "live" | "leads" | "drafts" | "dictionaries")[];
  readonly type: "lists";
};

export type TasksChanged = {
  readonly revision: number;
  readonly tasks: TaskBell;
  readonly type: "tasks";
};

export type RemindersChanged = {
  readonly revision: number;
  readonly reminders: ReminderBell;
  readonly type: "reminders";
};

export type TalkReport = {
  readonly sip_call_id: string;
  readonly seconds: number;
  readonly received: number;
  readonly lost: number;
  readonly rtt_ms?: number | null;
  readonly jitter_ms?: number | null;
  readonly mos: number;
  readonly worst_mos: number;
};

export type DialWish = {
  readonly number?: string;
  readonly kind?: DialKind;
  readonly id?: string;
};

export type Colleague = {
  readonly id: OperatorId;
  readonly full_name: string;
  readonly extension: string;
  readonly state: ColleagueState;
  readonly pause_reason?: string;
  readonly blind_since?: Instant | null;
};

export type LiveCallView = {
  readonly call_id: CallId;
  readonly direction: string;
  readonly number: string;
  readonly who: string;
  readonly state: LiveState;
  readonly operators: readonly string[];
  readonly since: Instant;
  readonly parked_in: string;
};

export type TransferWish = {
  readonly to: OperatorId;
  readonly way?: TransferWay;
};

export type ListenWish = {
  readonly way: ListenWay;
};

export type TapeWish = {
  readonly do: TapeOrder;
};

export type CallerRecord = {
  readonly kind: CallerKind;
  readonly id: number;
};

export type CardSkip = {
  readonly why?: string;
};

export type LoginForm = {
  readonly login: string;
  readonly password: string;
};

export type OwnChanges = {
  readonly language?: Language | null;
  readonly device_mode?: DeviceMode | null;
  readonly time_zone?: string | null;
  readonly keys?: string | null;
};

export type PresenceChange = {
  readonly presence: Presence;
  readonly reason?: string;
};

export type NewOperator = {
  readonly login: string;
  readonly password: string;
  readonly full_name: string;
  readonly role?: Role;
  readonly extension?: string;
  readonly pbx?: string;
  readonly device_mode?: DeviceMode;
  readonly language?: Language;
  readonly time_zone?: string;
};

export type OperatorPatch = {
  readonly password?: string | null;
  readonly full_name?: string | null;
  readonly role?: Role | null;
  readonly extension?: string | null;
  readonly pbx?: string | null;
  readonly device_mode?: DeviceMode | null;
  readonly language?: Language | null;
  readonly time_zone?: string | null;
  readonly is_active?: boolean | null;
};

export type ColumnsWrite = {
  readonly columns: readonly ColumnChoice[];
};

export type ViewWrite = {
  readonly name: string;
  readonly query: ViewQuery;
  readonly kind?: ViewKind;
};

export type DealRef = {
  readonly id: number;
  readonly version: number;
};

export type StageMoves = {
  readonly stage_id: number;
  readonly deals: readonly DealRef[];
  readonly refusal_reason_id?: number | null;
};

export type NewToken = {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly expires_at?: Instant | null;
};

export type WebFormDraft = {
  readonly name: string;
  readonly origins: readonly string[];
  readonly topic_id?: number | null;
  readonly source_id?: number | null;
  readonly campaign_id?: number | null;
  readonly product_id?: number | null;
  readonly redirect_url?: string;
  readonly consent_text?: string;
  readonly is_active?: boolean;
};

export type WebhookDraft = {
  readonly name: string;
  readonly url: string;
  readonly topics: readonly Topic[];
  readonly is_active?: boolean;
};

export type StageMove = {
  readonly stage_id: number;
  readonly version: number;
  readonly refusal_reason_id?: number | null;
  readonly topic_id?: number | null;
};

export type StageDraft = {
  readonly id: number | null;
  readonly name: string;
  readonly kind: StageKind;
  readonly probability: number;
  readonly required_method_id?: number | null;
  readonly rot_days?: number | null;
  readonly name_en?: string;
};

export type NewPipeline = {
  readonly name: string;
  readonly stages: readonly StageDraft[];
};

export type PipelineStages = {
  readonly stages: readonly StageDraft[];
};

export type TaskWords = {
  readonly body: string;
};

export type TaskDone = {
  readonly is_done: boolean;
};

export type SettingWrite = {
  readonly value: string;
};

export type SnoozeForm = {
  readonly choice: Snooze;
  readonly until?: Instant | null;
};

export type FollowUpMove = {
  readonly at: Instant;
};

export type FollowUpClose = {
  readonly call_id?: CallId | null;
};

export type QuestionDraft = {
  readonly kind: QuestionKind;
  readonly wording: string;
  readonly id?: number | null;
  readonly is_required?: boolean;
  readonly options?: readonly Option[];
  readonly low?: number;
  readonly high?: number;
};

export type QuestionsWrite = {
  readonly questions: readonly QuestionDraft[];
};

export type StagePair = {
  readonly from_id: number;
  readonly to_id: number;
};

export type BringOver = {
  readonly mapping?: readonly StagePair[];
};

export type ImportPlanWrite = {
  readonly mapping: readonly string[];
  readonly on_match: OnMatch;
};

export type MergeWish = {
  readonly keep_id: number;
  readonly keep_version: number;
  readonly give_up_id: number;
  readonly give_up_version: number;
  readonly take?: readonly string[];
};

export type RecordPair = {
  readonly first_id: number;
  readonly second_id: number;
};

export type PreviewForm = {
  readonly subject: string;
  readonly body: string;
  readonly person_id?: number | null;
};

export type TestForm = {
  readonly to?: string;
  readonly person_id?: number | null;
};

export type MailingMove = {
  readonly action: MailingAction;
  readonly version: number;
  readonly at?: Instant | null;
};

export type RoundMove = {
  readonly action: RoundAction;
  readonly version: number;
};

export type EntrySettled = {
  readonly outcome: EntryOutcome;
  readonly again_at?: Instant | null;
  readonly refusal_reason_id?: number | null;
  readonly note?: string;
};

export type InterestForm = {
  readonly at: Instant;
  readonly method_id: number;
  readonly phones?: readonly string[];
  readonly extra?: string;
  readonly organization_id?: OrganizationId | null;
  readonly organization_text?: string;
  readonly is_private?: boolean;
  readonly person_id?: PersonId | null;
  readonly person_text?: string;
  readonly topic_id?: number | null;
  readonly source_id?: number | null;
  readonly campaign_id?: CampaignId | null;
  readonly campaign_reason?: string;
  readonly product_id?: number | null;
  readonly project_id?: number | null;
  readonly content?: string;
  readonly outcome_id?: number | null;
  readonly refusal_reason_id?: number | null;
  readonly new_deal?: boolean;
  readonly next_contact_at?: Instant | null;
  readonly remind?: boolean;
  readonly next_method_id?: number | null;
  readonly call_id?: CallId | null;
  readonly entry_id?: number | null;
  readonly lead_id?: LeadId | null;
  readonly script?: ScriptGiven | null;
};

export type DealContactForm = {
  readonly at: Instant;
  readonly method_id: number;
  readonly seen_stage_id: number;
  readonly to_stage_id?: number | null;
  readonly refusal_reason_id?: number | null;
  readonly outcome_id?: number | null;
  readonly content?: string;
  readonly person_id?: PersonId | null;
  readonly next_contact_at?: Instant | null;
  readonly remind?: boolean;
  readonly next_method_id?: number | null;
  readonly call_id?: CallId | null;
};

export type DraftWrite = {
  readonly schema: number;
  readonly base_version: number;
  readonly values: Readonly<Record<string, unknown>>;
  readonly dirty_fields?: readonly string[];
};

export type Resume = {
  readonly epoch: string;
  readonly revision: number;
};

export type Auth = {
  readonly csrf: string;
  readonly tab: string;
  readonly resume?: Resume | null;
  readonly type: "auth";
};

export type Rendered = {
  readonly revision: number;
  readonly card_id: CallId;
  readonly visible: boolean;
  readonly type: "rendered";
};

export type Alive = {
  readonly type: "alive";
};

export type GivenAnswer = {
  readonly step: string;
  readonly answer?: number | null;
  readonly text?: string;
  readonly at: Instant;
};

export type ScriptGiven = {
  readonly revision_id: number;
  readonly answers?: readonly GivenAnswer[];
};

export type ScriptWrite = {
  readonly steps: readonly ScriptStep[];
  readonly publish?: boolean;
};

export type LiveMessage = CardChanged | CardWithdrawn | OwnStateChanged | LinkChanged | ListsChanged | TasksChanged | RemindersChanged;

export type ServerMessage = Hello | Snapshot | Resumed | CardChanged | CardWithdrawn | OwnStateChanged | LinkChanged | ListsChanged | TasksChanged | RemindersChanged;

export type ClientMessage = Auth | Rendered | Alive;

export const CALL_COLUMNS: readonly CallColumn[] = [
  { id: "direction", field: "direction", ru: "Направление", en: "Direction", kind: "text", is_default: true, sort: null },
  { id: "at", field: "started_at", ru: "Время", en: "Time", kind: "instant", is_default: true, sort: "started" },
  { id: "number", field: "number", ru: "Номер", en: "Number", kind: "text", is_default: true, sort: null },
  { id: "person", field: "person", ru: "Лицо", en: "Person", kind: "text", is_default: true, sort: null },
  { id: "organization", field: "organization", ru: "Контрагент", en: "Organization", kind: "text", is_default: true, sort: null },
  { id: "campaign", field: "campaign", ru: "Мероприятие", en: "Event", kind: "text", is_default: true, sort: null },
  { id: "outcome", field: "outcome", ru: "Итог", en: "Outcome", kind: "text", is_default: true, sort: null },
  { id: "wait", field: "wait_seconds", ru: "Ожидание", en: "Wait", kind: "seconds", is_default: true, sort: "wait" },
  { id: "talk", field: "talk_seconds", ru: "Разговор", en: "Talk", kind: "seconds", is_default: true, sort: "talk" },
  { id: "operator", field: "operator", ru: "Оператор", en: "Operator", kind: "text", is_default: true, sort: null },
  { id: "lead", field: "lead_id", ru: "Лид", en: "Lead", kind: "text", is_default: true, sort: null },
  { id: "did", field: "did", ru: "Линия", en: "Line", kind: "text", is_default: false, sort: null },
  { id: "queue", field: "queue", ru: "Очередь", en: "Queue", kind: "text", is_default: false, sort: null },
  { id: "caller_name", field: "caller_name", ru: "Имя из сети", en: "Caller name", kind: "text", is_default: false, sort: null },
  { id: "ring", field: "ring_seconds", ru: "Вызов", en: "Ringing", kind: "seconds", is_default: false, sort: null },
  { id: "hold", field: "hold_seconds", ru: "Удержание", en: "Hold", kind: "seconds", is_default: false, sort: null },
  { id: "transfers", field: "transfers", ru: "Переводы", en: "Transfers", kind: "text", is_default: false, sort: null },
  { id: "called_back", field: "called_back_at", ru: "Перезвонили", en: "Called back", kind: "instant", is_default: false, sort: null },
  { id: "call_id", field: "call_id", ru: "Звонок в АТС", en: "Call in the PBX", kind: "text", is_default: false, sort: null },
];
