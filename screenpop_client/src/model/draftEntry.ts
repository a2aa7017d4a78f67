import { PARTNERS } from "./draftPartners";

/** Grows when the meaning of a field changes: drafts of another schema are not restored. */
export const DRAFT_SCHEMA = 1;

export type DraftValues = Readonly<Record<string, unknown>>;

/** What this browser keeps of one draft. */
export type DraftEntry = {
  readonly schema: number;
  /** The server's version that `base_values` are; 0 when the server has none. */
  readonly base_version: number;
  readonly base_values: DraftValues;
  readonly values: DraftValues;
  /** Fields typed here that the server does not have yet. */
  readonly dirty_fields: readonly string[];
  /** Sent to the server without having heard the answer: it may hold them or not. */
  readonly sent_values: DraftValues;
  readonly saved_at: string;
};

/** Read an entry back; null when it is damaged or of another schema (then it is dropped, never fatal). */
export function readEntry(raw: unknown): DraftEntry | null {
  if (!isRecord(raw)) return null;
  const { schema, base_version, base_values, values, dirty_fields, sent_values, saved_at } = raw;
  if (schema !== DRAFT_SCHEMA || typeof base_version !== "number" || typeof saved_at !== "string") return null;
  if (!isRecord(base_values) || !isRecord(values) || !isRecord(sent_values)) return null;
  if (!Array.isArray(dirty_fields) || !dirty_fields.every((field) => typeof field === "string")) return null;
  return { schema, base_version, base_values, values, dirty_fields, sent_values, saved_at };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** One field that both sides changed. */
export type FieldConflict = {
  readonly field: string;
  readonly mine: unknown;
  readonly theirs: unknown;
};

export type Merged = {
  /** Mine where I typed, theirs elsewhere. */
  readonly values: DraftValues;
  readonly conflicts: readonly FieldConflict[];
};

/** What the server is known to have held, and what it may hold because I sent it. */
export type MergeBase = { readonly known: DraftValues; readonly sent: DraftValues };

/** Of two save keys either will do, and both tabs must use the same one; a stage seen goes with the one chosen. */
export const SILENT_FIELDS: ReadonlySet<string> = new Set(["save_key", "seen_stage_id"]);

/** Merge three ways, field by field: a conflict is a field I typed in and somebody else changed; a silent one is theirs. */
export function mergeDraft(
  base: MergeBase,
  mine: DraftValues,
  theirs: DraftValues,
  dirty: ReadonlySet<string>,
): Merged {
  const values: Record<string, unknown> = { ...mine };
  const conflicts: FieldConflict[] = [];
  for (const [field, theirValue] of Object.entries(theirs)) {
    if (!dirty.has(field)) values[field] = theirValue;
    else if (![mine, base.known, base.sent].some((side) => isSame(theirValue, side[field]))) {
      if (SILENT_FIELDS.has(field)) values[field] = theirValue;
      else conflicts.push({ field, mine: mine[field], theirs: theirValue });
    }
  }
  const parted = [...dirty].filter((field) => isParted(field, mine, theirs, dirty));
  const undecided = [...parted, ...conflicts.map((one) => one.field)];
  for (const field of undecided.flatMap((one) => [one, PARTNERS[one] ?? []].flat())) {
    const theirValue = theirs[field] ?? null;
    if (conflicts.some((one) => one.field === field) || isSame(theirValue, mine[field])) continue;
    values[field] = mine[field];
    conflicts.push({ field, mine: mine[field], theirs: theirValue });
  }
  return { values, conflicts };
}

/** Say whether one of two that go together would stay mine, as typed, and the other become theirs, as picked. */
function isParted(field: string, mine: DraftValues, theirs: DraftValues, dirty: ReadonlySet<string>): boolean {
  const partner = PARTNERS[field];
  if (partner === undefined || dirty.has(partner) || !(partner in theirs)) return false;
  return ![partner, field].some((one) => isSame(theirs[one], mine[one]));
}

/** Compare two JSON values. */
export function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}

/** Take some fields of a record. */
export function pick(values: DraftValues, fields: Iterable<string>): DraftValues {
  const picked: Record<string, unknown> = {};
  for (const field of fields) picked[field] = values[field];
  return picked;
}

/** Return the fields that go along with the first thing typed: what the call filled in, its time, and the silent ones. */
export function prefilled(values: DraftValues, blank: DraftValues): readonly string[] {
  const goesAlong = (field: string) =>
    SILENT_FIELDS.has(field) || field === "at" || !isSame(values[field], blank[field]);
  return Object.keys(values).filter(goesAlong);
}
