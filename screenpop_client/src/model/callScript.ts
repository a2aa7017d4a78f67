import type {
  Dictionaries,
  FillField,
  ScriptAnswer,
  ScriptFill,
  ScriptGiven,
  ScriptRevision,
  ScriptStep,
} from "@/wire/messages.gen";
import { daysAhead } from "./datetime";
import { chooseCampaign, chooseOutcome, chooseSource, type InterestValues } from "./interestForm";

/** What an answer put into a field, so that it can be taken back. */
export type Put = { readonly field: keyof InterestValues; readonly before: unknown; readonly after: unknown };

export type GivenStep = {
  readonly step: string;
  /** The place of what was chosen. */
  readonly answer: number | null;
  readonly text: string;
  readonly at: string;
  readonly put: readonly Put[];
  /** Fields that the operator keeps as they are. */
  readonly kept: readonly FillField[];
};

/** Where a talk stands in its script: kept with the draft. */
export type ScriptState = {
  readonly revision_id: number;
  /** The step shown; "" when the script has ended. */
  readonly step: string;
  readonly typed: string;
  readonly answers: readonly GivenStep[];
};

export type ScriptPlace = {
  readonly values: InterestValues;
  readonly dictionaries: Dictionaries;
  readonly zone: string;
  readonly now: Date;
};

type Changes = Partial<InterestValues>;

/** Where a talk stands under a revision: what was kept, or its beginning. */
export function stateUnder(revision: ScriptRevision, kept: ScriptState | null): ScriptState {
  if (kept?.revision_id === revision.id) return kept;
  return { revision_id: revision.id, step: revision.steps[0]?.key ?? "", typed: "", answers: [] };
}

export function stepOf(revision: ScriptRevision, state: ScriptState): ScriptStep | undefined {
  return revision.steps.find((step) => step.key === state.step);
}

/** Answer the shown step: go on, and fill what is empty or what the script itself put there. */
export function give(step: ScriptStep, state: ScriptState, answer: number | null, text: string, place: ScriptPlace) {
  const chosen = answer === null ? undefined : step.answers[answer];
  const free = fillsOf(step, chosen, text).filter((fill) => isFree(fill, state, place));
  const { changes, put } = filled(free, place);
  const given = { step: step.key, answer, text, at: place.now.toISOString(), put, kept: [] };
  const next = step.ask === "choice" ? (chosen?.next ?? "") : step.next;
  return { ...changes, script: { ...state, step: next, typed: "", answers: [...state.answers, given] } } as Changes;
}

/** Fills of the last answer that would overwrite what the operator has: asked about, never done. */
export function askedFills(revision: ScriptRevision, state: ScriptState, place: ScriptPlace): readonly ScriptFill[] {
  const last = state.answers.at(-1);
  const step = revision.steps.find((one) => one.key === last?.step);
  if (!last || !step) return [];
  const chosen = last.answer === null ? undefined : step.answers[last.answer];
  const put = new Set<string>(last.put.map((one) => one.field));
  return fillsOf(step, chosen, last.text).filter(
    (fill) => !put.has(fill.field) && !last.kept.includes(fill.field) && differs(fill, place),
  );
}

/** Overwrite what the last answer asked about. */
export function takeFill(state: ScriptState, fill: ScriptFill, place: ScriptPlace): Changes {
  const { changes, put } = filled([fill], place);
  return { ...changes, script: withLast(state, (last) => ({ ...last, put: [...last.put, ...put] })) };
}

export function keepField(state: ScriptState, field: FillField): Changes {
  return { script: withLast(state, (last) => ({ ...last, kept: [...last.kept, field] })) };
}

/** Take back what the last answer put into fields, where it still stands. */
export function undoFills(state: ScriptState, values: InterestValues): Changes {
  const last = state.answers.at(-1);
  if (!last) return {};
  const kept = [...last.kept, ...last.put.map((one) => one.field as FillField)];
  return { ...takenBack(last, values), script: withLast(state, (one) => ({ ...one, put: [], kept })) };
}

/** Go back to the step answered last: its answer, and what that put into fields, is taken back. */
export function goBack(state: ScriptState, values: InterestValues): Changes {
  const last = state.answers.at(-1);
  if (!last) return {};
  const script = { ...state, step: last.step, typed: last.text, answers: state.answers.slice(0, -1) };
  return { ...takenBack(last, values), script };
}

/** What is saved of a talk's answers. */
export function givenOf(state: ScriptState | null): ScriptGiven | null {
  if (state === null || state.answers.length === 0) return null;
  const answers = state.answers.map(({ step, answer, text, at }) => ({ step, answer, text, at }));
  return { revision_id: state.revision_id, answers };
}

/** Put the talk's own words for the fields in double braces; an unknown or empty one is a gap. */
export function saidWords(words: string, fields: Readonly<Record<string, string>>): string {
  return words.replace(/\{\{\s*([^{}]*?)\s*\}\}/g, (_, name: string) => fields[name.toLowerCase()] || "…");
}

/** How a person is spoken to: without the family name where more is known. */
export function calledBy(fullName: string): string {
  const [family = "", ...names] = fullName.trim().split(/\s+/);
  return names.length > 0 ? names.join(" ") : family;
}

function fillsOf(step: ScriptStep, chosen: ScriptAnswer | undefined, text: string): readonly ScriptFill[] {
  if (step.ask === "choice") return chosen?.fills ?? [];
  if (step.ask !== "text" || step.fill === null || text.trim() === "") return [];
  return [{ field: step.fill, value: null, text: text.trim() }];
}

function isFree(fill: ScriptFill, state: ScriptState, place: ScriptPlace): boolean {
  const present = place.values[fill.field];
  if (fill.field === "content" || present === null || present === "") return true;
  return state.answers.some((given) => given.put.some((put) => put.field === fill.field && put.after === present));
}

function differs(fill: ScriptFill, place: ScriptPlace): boolean {
  const wanted = changesOf(fill, place);
  return fill.field in wanted && wanted[fill.field] !== place.values[fill.field];
}

function filled(fills: readonly ScriptFill[], place: ScriptPlace) {
  let values = place.values;
  for (const fill of fills) values = { ...values, ...changesOf(fill, { ...place, values }) };
  const fields = (Object.keys(values) as (keyof InterestValues)[]).filter(
    (field) => values[field] !== place.values[field],
  );
  const line = fills.find((fill) => fill.field === "content")?.text;
  const put: readonly Put[] = fields.map((field) =>
    // The whole content before and after each answer would soon be more than a draft may hold.
    field === "content"
      ? { field, before: "", after: line }
      : { field, before: place.values[field], after: values[field] },
  );
  return { changes: Object.fromEntries(fields.map((field) => [field, values[field]])) as Changes, put };
}

function changesOf(fill: ScriptFill, place: ScriptPlace): Changes {
  const { values, dictionaries } = place;
  switch (fill.field) {
    case "outcome_id": {
      const outcome = dictionaries.outcomes.find((one) => one.id === fill.value);
      return outcome ? chooseOutcome(outcome, values) : {};
    }
    case "source_id":
      return chooseSource(fill.value, dictionaries);
    case "campaign_id":
      return chooseCampaign(fill.value, values, dictionaries);
    case "next_contact_at":
      return { next_contact_at: daysAhead(fill.value ?? 0, place.zone, place.now), remind: true };
    case "content":
      return { content: values.content === "" ? fill.text : `${values.content}\n${fill.text}` };
    case "extra":
      return { extra: fill.text };
    case "person_text":
      return { person_id: null, person_text: fill.text };
    case "organization_text":
      return { organization_id: null, organization_text: fill.text };
    default:
      return { [fill.field]: fill.value };
  }
}

function takenBack(last: GivenStep, values: InterestValues): Changes {
  const standing = last.put.filter(({ field, after }) => field !== "content" && values[field] === after);
  const line = last.put.find(({ field }) => field === "content")?.after;
  const content = typeof line === "string" ? withoutLine(values.content, line) : values.content;
  const changes = Object.fromEntries(standing.map(({ field, before }) => [field, before])) as Changes;
  return content === values.content ? changes : { ...changes, content };
}

/** Take a line out of the content, the last one like it; none when the operator has changed it. */
function withoutLine(content: string, line: string): string {
  if (content === line) return "";
  const from = `${content}\n`.lastIndexOf(`\n${line}\n`);
  if (from >= 0) return content.slice(0, from) + content.slice(from + 1 + line.length);
  return content.startsWith(`${line}\n`) ? content.slice(line.length + 1) : content;
}

function withLast(state: ScriptState, change: (last: GivenStep) => GivenStep): ScriptState {
  return { ...state, answers: state.answers.map((one, at, all) => (at === all.length - 1 ? change(one) : one)) };
}
