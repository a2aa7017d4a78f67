import type { Dictionaries, InterestForm, OutcomeEntry, Rating, Source } from "@/wire/messages.gen";
import { givenOf, type ScriptState } from "./callScript";
import { isSame } from "./draftEntry";
import { campaignSource } from "./interestPrefill";

/** The interest card as the form holds it: InterestForm, with what is not chosen yet as null. */
export type InterestValues = {
  readonly at: string;
  readonly method_id: number | null;
  readonly phones: readonly string[];
  readonly extra: string;
  readonly organization_id: number | null;
  /** Typed, or the name of the picked organization. */
  readonly organization_text: string;
  readonly is_private: boolean;
  readonly person_id: number | null;
  readonly person_text: string;
  readonly topic_id: number | null;
  readonly source_id: number | null;
  readonly campaign_id: number | null;
  readonly campaign_reason: string;
  readonly product_id: number | null;
  readonly project_id: number | null;
  readonly content: string;
  readonly outcome_id: number | null;
  readonly refusal_reason_id: number | null;
  readonly new_deal: boolean;
  readonly next_contact_at: string | null;
  readonly remind: boolean;
  readonly next_method_id: number | null;
  readonly call_id: string | null;
  /** The entry of a call round that it is about. */
  readonly entry_id: number | null;
  /** The lead of a program that it gives its result to. */
  readonly lead_id: number | null;
  /** Where the talk stands in its script, and what was answered. */
  readonly script: ScriptState | null;
  /** Idempotency key of the save: kept with the draft, so that a retry after a reload is the same save. */
  readonly save_key: string;
};

export type InterestField = keyof InterestValues;

export const RATINGS: readonly Rating[] = ["positive", "satisfactory", "undefined", "negative"];

/** Return an empty card. */
export function emptyInterest(at: string, saveKey: string): InterestValues {
  return {
    at,
    method_id: null,
    phones: [],
    extra: "",
    organization_id: null,
    organization_text: "",
    is_private: false,
    person_id: null,
    person_text: "",
    topic_id: null,
    source_id: null,
    campaign_id: null,
    campaign_reason: "",
    product_id: null,
    project_id: null,
    content: "",
    outcome_id: null,
    refusal_reason_id: null,
    new_deal: false,
    next_contact_at: null,
    remind: false,
    next_method_id: null,
    call_id: null,
    entry_id: null,
    lead_id: null,
    script: null,
    save_key: saveKey,
  };
}

/** Return the chosen outcome. */
export function outcomeOf(values: InterestValues, dictionaries: Dictionaries): OutcomeEntry | undefined {
  return dictionaries.outcomes.find((outcome) => outcome.id === values.outcome_id);
}

function sourceOf(values: InterestValues, dictionaries: Dictionaries): Source | undefined {
  return dictionaries.sources.find((source) => source.id === values.source_id);
}

/** What is shown or open for input, given what is chosen so far (R89, R94, R95). */
export type FormView = {
  readonly showsReason: boolean;
  readonly requiresReason: boolean;
  readonly offersDeal: boolean;
  readonly offersCampaign: boolean;
  /** R108: a source that is a marketing event needs to be told which one. */
  readonly requiresCampaign: boolean;
};

export function viewOf(values: InterestValues, dictionaries: Dictionaries): FormView {
  const outcome = outcomeOf(values, dictionaries);
  const source = sourceOf(values, dictionaries);
  const isRefusal = outcome !== undefined && outcome.rating !== "positive";
  return {
    showsReason: isRefusal && outcome.reason_rule !== "hidden",
    requiresReason: isRefusal && outcome.reason_rule === "required",
    offersDeal: outcome?.rating === "positive",
    offersCampaign: source === undefined || source.kind === "campaign",
    requiresCampaign: source?.kind === "campaign",
  };
}

/** Whether the event is another one than that whose number was called, so that its reason is asked for. */
export function isCorrected(values: InterestValues, dictionaries: Dictionaries, lineCampaign: number | null): boolean {
  const chosen = viewOf(values, dictionaries).offersCampaign ? values.campaign_id : null;
  return lineCampaign !== null && chosen !== lineCampaign;
}

/** Choose an outcome: the deal flag follows its default, a reason that is not asked for goes. */
export function chooseOutcome(outcome: OutcomeEntry, values: InterestValues): Partial<InterestValues> {
  const isPositive = outcome.rating === "positive";
  const keepsReason = !isPositive && outcome.reason_rule !== "hidden";
  return {
    outcome_id: outcome.id,
    new_deal: isPositive && outcome.new_deal,
    refusal_reason_id: keepsReason ? values.refusal_reason_id : null,
  };
}

/** The same dictionaries for those who set the deal flag by hand alone. */
export function dealsByHand(dictionaries: Dictionaries): Dictionaries {
  return { ...dictionaries, outcomes: dictionaries.outcomes.map((outcome) => ({ ...outcome, new_deal: false })) };
}

/** Choose a rating: its first outcome. */
export function chooseRating(
  rating: Rating,
  values: InterestValues,
  dictionaries: Dictionaries,
): Partial<InterestValues> {
  const outcome = dictionaries.outcomes.find((entry) => entry.rating === rating && entry.is_active);
  return outcome ? chooseOutcome(outcome, values) : {};
}

/** Choose a source: a campaign stays only beside a source that is a campaign. */
export function chooseSource(sourceId: number | null, dictionaries: Dictionaries): Partial<InterestValues> {
  const source = dictionaries.sources.find((entry) => entry.id === sourceId);
  return source?.kind === "other" ? { source_id: sourceId, campaign_id: null } : { source_id: sourceId };
}

/** Choose a campaign: the source follows when none was chosen. */
export function chooseCampaign(
  campaignId: number | null,
  values: InterestValues,
  dictionaries: Dictionaries,
): Partial<InterestValues> {
  if (campaignId === null || values.source_id !== null) return { campaign_id: campaignId };
  return { campaign_id: campaignId, source_id: campaignSource(dictionaries) };
}

/** Return what is submitted: a picked row goes by its id, a typed one by its text. */
export function toForm(values: InterestValues): InterestForm {
  const { save_key: _, ...form } = values;
  return {
    ...form,
    script: givenOf(values.script),
    method_id: values.method_id ?? 0,
    phones: values.phones.map((phone) => phone.trim()).filter((phone) => phone !== ""),
    organization_text: values.organization_id === null ? values.organization_text.trim() : "",
    person_text: values.person_id === null ? values.person_text.trim() : "",
  };
}

const TYPED: ReadonlySet<InterestField> = new Set([
  "campaign_reason",
  "content",
  "extra",
  "organization_text",
  "person_text",
  "phones",
] as const);

/** Whether a field became another only by letters typed into it; of the script, into the answer that is not given yet. */
export function isInterestTyped<F extends InterestField>(
  field: F,
  before: InterestValues[F],
  after: InterestValues[F],
): boolean {
  return TYPED.has(field) || (field === "script" && isAnswerTyped(before as ScriptState | null, after as ScriptState));
}

function isAnswerTyped(before: ScriptState | null, after: ScriptState | null): boolean {
  return before !== null && after !== null && isSame({ ...before, typed: "" }, { ...after, typed: "" });
}

/** Split what was typed into the phone field. */
export function splitPhones(text: string): readonly string[] {
  return text
    .split(/[,;\n]/)
    .map((phone) => phone.trim())
    .filter((phone) => phone !== "");
}
