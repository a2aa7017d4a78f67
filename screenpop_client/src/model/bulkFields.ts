import type { FieldMeta, ListMeta } from "@/wire/messages.gen";
import { blankValues, missingOf, type Value, type Values, written } from "./recordFields";

/** Kinds of which a value is of one record and no other: a number, an address. */
const OWN = new Set<FieldMeta["kind"]>(["phone", "email"]);

/** The fields that can be set to one value in many records: not what tells one record from another. */
export function bulkFields(meta: ListMeta): readonly FieldMeta[] {
  if (!meta.rights.may_change) return [];
  const names = new Set([meta.name_field, `${meta.name_field}_en`]);
  const isOwn = (field: FieldMeta) => OWN.has(field.kind) || (field.kind === "text" && field.is_required);
  return meta.fields.filter((field) => field.is_editable && field.is_listed && !names.has(field.id) && !isOwn(field));
}

/** What a field is set to before anything is chosen. */
export function bulkBegin(meta: ListMeta, field: FieldMeta): Value {
  return blankValues(meta, {})[field.id] ?? null;
}

/** The change of one field as the server takes it, or what is wrong with it. */
export type BulkChange = { readonly changes: Values } | { readonly wrong: "required" | "number" };

export function bulkChange(field: FieldMeta, value: Value): BulkChange {
  const sent = written(field, value);
  if (sent === undefined) return { wrong: "number" };
  if (missingOf([field], { [field.id]: value }).length > 0) return { wrong: "required" };
  return { changes: { [field.id]: sent } };
}

/** Say whether a value empties the field. */
export function isClearing(field: FieldMeta, value: Value): boolean {
  return missingOf([{ ...field, is_required: true }], { [field.id]: value }).length > 0;
}
