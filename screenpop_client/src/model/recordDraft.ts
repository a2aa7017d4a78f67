import type { FieldMeta, RecordView } from "@/wire/messages.gen";
import { isSame, type Names, type Value, type Values } from "./recordFields";

/** One field that a colleague changed meanwhile: what it was, and what each made of it. */
export type ConflictLine = {
  readonly field: string;
  readonly before: Value;
  readonly mine: Value;
  readonly theirs: Value;
  /** What a record is called that each names. */
  readonly names: { readonly before: string; readonly mine: string; readonly theirs: string };
  /** Only they changed it: theirs is taken, and that is told. */
  readonly isTheirsAlone: boolean;
  readonly taken: "mine" | "theirs" | null;
};

/** A record being edited: as it was read, as it is now, and what a colleague made of it. */
export type RecordDraft = {
  readonly base: Values;
  readonly baseNames: Names;
  readonly values: Values;
  readonly names: Names;
  /** The version that was read; null of a new record. */
  readonly version: number | null;
  readonly conflict: readonly ConflictLine[];
};

export function draftOfNew(values: Values, names: Names): RecordDraft {
  return { base: values, baseNames: names, values, names, version: null, conflict: [] };
}

export function draftOf(view: RecordView): RecordDraft {
  const { record, names, version } = view;
  return { base: record, baseNames: names, values: record, names, version, conflict: [] };
}

/** A record that an earlier, unanswered try had made already: what was typed since is still to be saved. */
export function typedOver(made: RecordView, draft: RecordDraft): RecordDraft {
  const read = draftOf(made);
  return { ...read, values: { ...read.values, ...draft.values }, names: { ...read.names, ...draft.names } };
}

/** Set one field; of a record also what it is called. */
export function typed(draft: RecordDraft, field: string, value: Value, name = ""): RecordDraft {
  const named = { ...draft.names, [field]: name };
  return { ...draft, values: { ...draft.values, [field]: value }, names: named };
}

export function isDirty(draft: RecordDraft, fields: readonly FieldMeta[]): boolean {
  return fields.some((field) => !isSame(field, draft.base[field.id], draft.values[field.id]));
}

/**
 * Go on from what the colleague saved: fields that I did not touch become theirs, mine stay as I typed them, and of each
 * field that both changed it is still to be said whose is kept.
 */
export function rebased(draft: RecordDraft, theirs: RecordView, fields: readonly FieldMeta[]): RecordDraft {
  const earlier = new Map(draft.conflict.map((line) => [line.field, line]));
  const lines = fields.flatMap((field) => lineOf(field, draft, theirs) ?? earlier.get(field.id) ?? []);
  const touched = fields.filter((field) => !isSame(field, draft.base[field.id], draft.values[field.id]));
  const kept = touched.map(({ id }) => [id, draft.values[id] ?? null] as const);
  const keptNames = touched.map(({ id }) => [id, draft.names[id] ?? ""] as const);
  return {
    base: theirs.record,
    baseNames: theirs.names,
    values: { ...theirs.record, ...Object.fromEntries(kept) },
    names: { ...theirs.names, ...Object.fromEntries(keptNames) },
    version: theirs.version,
    conflict: lines,
  };
}

/** What became of one field; null when they left it as it was, or wrote the same as I. */
function lineOf(field: FieldMeta, draft: RecordDraft, theirs: RecordView): ConflictLine | null {
  const { id } = field;
  const before = heldIn(draft.base, id);
  const mine = heldIn(draft.values, id);
  const other = heldIn(theirs.record, id);
  const isTheirsAlone = isSame(field, before, mine);
  if (isSame(field, before, other) || (isSame(field, mine, other) && !isTheirsAlone)) return null;
  const names = {
    before: draft.baseNames[id] ?? "",
    mine: draft.names[id] ?? "",
    theirs: theirs.names[id] ?? "",
  };
  return { field: id, before, mine, theirs: other, names, isTheirsAlone, taken: isTheirsAlone ? "theirs" : null };
}

function heldIn(values: Values, id: string): Value {
  return values[id] ?? null;
}

/** Keep mine or take theirs in one field; the other stays in sight and can still be taken. */
export function settled(draft: RecordDraft, field: string, taken: "mine" | "theirs"): RecordDraft {
  const line = draft.conflict.find((one) => one.field === field);
  if (!line) return draft;
  const conflict = draft.conflict.map((one) => (one === line ? { ...line, taken } : one));
  return { ...typed(draft, field, line[taken], line.names[taken]), conflict };
}

/** Say whether everything that both changed is settled. */
export function isSettled(draft: RecordDraft): boolean {
  return draft.conflict.every((line) => line.taken !== null);
}
