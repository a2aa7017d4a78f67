import type { TextFormat } from "@/i18n/format";
import type { MessageKey } from "@/i18n/translate";
import { readablePhone } from "@/model/phone";

type Words = {
  readonly t: (key: MessageKey) => string;
  readonly format: Pick<TextFormat, "dateTime">;
  /** By field, the names of what its numbers mean. */
  readonly names: Readonly<Record<string, ReadonlyMap<number, string>>>;
};

/** Say a field's value in words, as the form shows it. */
export function wordsOfValue(field: string, value: unknown, { t, format, names }: Words): string {
  if (value === null || value === undefined || value === "") return t("interest.emptyValue");
  if (typeof value === "boolean") return t(value ? "list.yes" : "list.no");
  if (Array.isArray(value))
    return value.map((one) => readablePhone(String(one))).join(", ") || t("interest.emptyValue");
  if (field === "at" || field === "next_contact_at") return format.dateTime(String(value));
  return names[field]?.get(Number(value)) ?? (typeof value === "number" ? `№${value}` : String(value));
}
