import type { FieldMeta, Language, ListMeta } from "@/wire/messages.gen";

/** What a field of a record holds; while a number is typed it is the text of it. */
export type Value = string | number | boolean | readonly number[] | null;
export type Values = Readonly<Record<string, Value>>;
/** What the records are called that fields name, by field. */
export type Names = Readonly<Record<string, string>>;

const TYPED = new Set<FieldMeta["kind"]>(["integer", "number", "money", "percent", "seconds"]);

/** Say whether the user may set a field: what a record belongs to is said once, when it is made. */
export function isSettable(field: FieldMeta, isNew: boolean): boolean {
  return field.is_editable || (isNew && field.is_required);
}

/** The fields of a card: of a new record those that can be set, else those that the record has. */
export function cardFields(meta: ListMeta, values: Values, isNew: boolean): readonly FieldMeta[] {
  return meta.fields.filter((field) => (isNew ? isSettable(field, true) : field.id in values));
}

/** What a new record begins with: as the server would fill it in, and what is known of it already. */
export function blankValues(meta: ListMeta, seed: Values): Values {
  const blank = cardFields(meta, {}, true).map((field) => [field.id, blankOf(field)] as const);
  return { ...Object.fromEntries(blank), ...seed };
}

function blankOf(field: FieldMeta): Value {
  if (field.kind === "flag") return field.id === "is_active";
  if (field.kind === "choice" && !field.is_required) return field.choices[0]?.value ?? null;
  return null;
}

/** Say whether two values are one and the same: what is empty is, and so is 10 and 10.00. */
export function isSame(field: FieldMeta, one: Value | undefined, other: Value | undefined): boolean {
  return compared(written(field, one ?? null)) === compared(written(field, other ?? null));
}

/** Of several records it does not matter in which order they were picked. */
function compared(value: Value | undefined): string | number | boolean | null | undefined {
  if (value === undefined || value === null || typeof value !== "object") return value;
  return value.length === 0 ? null : [...value].sort((one, other) => one - other).join(" ");
}

/** A value as the server takes it; `undefined` when what is typed is no number. */
export function written(field: FieldMeta, value: Value): Value | undefined {
  if (value === "" || value === null) return null;
  if (!TYPED.has(field.kind)) return value;
  const decimal = typedDecimal(String(value));
  if (decimal === null) return undefined;
  if (field.kind !== "integer") return decimal;
  return /^-?\d{1,15}$/.test(decimal) ? Number(decimal) : undefined;
}

const DECIMAL = /^-?\d+(?:\.\d+)?$/;

/** Read "1 234,50" as "1234.5"; null when it is no number. No float: money keeps its kopecks. */
export function typedDecimal(text: string): string | null {
  const plain = text.replace(/[\s\u00a0\u202f]/g, "").replace(",", ".");
  if (!DECIMAL.test(plain)) return null;
  const short = plain.includes(".") ? plain.replace(/\.?0+$/, "") : plain;
  return short === "-0" ? "0" : short;
}

const IN_GROUPS = /^-?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/;

/** Drop the commas between thousands, as English writes and shows them: "250,000" is no quarter of a thousand there. */
export function ungrouped(text: string, language: Language): string {
  return language === "en" && IN_GROUPS.test(text.trim()) ? text.replaceAll(",", "") : text;
}

/** What the field of a held number shows: what was typed, with its commas, as long as that is what is held. */
export function shownNumber(typed: string, held: string, language: Language): string {
  return ungrouped(typed, language) === held ? typed : held;
}

/** The fields that are not as they were, as the server takes them; what is no number is in `wrong`. */
export function changesOf(
  fields: readonly FieldMeta[],
  before: Values,
  now: Values,
): { readonly changes: Values; readonly wrong: readonly string[] } {
  const changed = fields.filter((field) => !isSame(field, before[field.id], now[field.id]));
  const read = changed.map((field) => [field.id, written(field, now[field.id] ?? null)] as const);
  return {
    changes: Object.fromEntries(read.filter((pair): pair is [string, Value] => pair[1] !== undefined)),
    wrong: read.filter(([, value]) => value === undefined).map(([id]) => id),
  };
}

/** The required fields that are empty. */
export function missingOf(fields: readonly FieldMeta[], now: Values): readonly string[] {
  return fields.filter((field) => field.is_required && isSame(field, now[field.id], null)).map((field) => field.id);
}
