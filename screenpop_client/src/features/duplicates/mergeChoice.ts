import type { FieldMeta, MergePreview } from "@/wire/messages.gen";

export type Compared = {
  readonly field: FieldMeta;
  readonly keep: string;
  readonly giveUp: string;
};

/** The fields by which two records differ, as text. */
export function compared(preview: MergePreview, fields: readonly FieldMeta[]): readonly Compared[] {
  return fields
    .filter((field) => field.id in preview.keep.record && field.id !== "created_at")
    .map((field) => ({
      field,
      keep: shown(preview.keep, field.id),
      giveUp: shown(preview.give_up, field.id),
    }))
    .filter(({ keep, giveUp }) => keep !== giveUp);
}

/** What is taken from the record that is given up unless somebody chooses otherwise: what the kept one lacks. */
export function firstChoice(rows: readonly Compared[]): ReadonlySet<string> {
  return new Set(rows.filter(({ keep, giveUp }) => keep === "" && giveUp !== "").map(({ field }) => field.id));
}

function shown(side: MergePreview["keep"], id: string): string {
  const value = side.record[id];
  if (value === null || value === undefined || value === false) return "";
  return side.names[id] ?? String(value);
}
