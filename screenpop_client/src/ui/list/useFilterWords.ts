import { useRecordNames } from "@/app/recordNames";
import { type TextTools, useText } from "@/app/text";
import { isMessage } from "@/i18n/translate";
import { isArchivePart } from "@/model/archive";
import { type Condition, type FilterNode, groupOf, isCondition } from "@/model/listFilter";
import type { FieldMeta, ListMeta } from "@/wire/messages.gen";
import { labelOf, said } from "./cells";

const DAY_LETTERS = "2026-01-01".length;
type NameOf = (field: FieldMeta, id: number) => string;

/** Says a filter the way its reader would. */
export function useFilterWords(meta: ListMeta, filter: FilterNode | null): (node: FilterNode) => string {
  const text = useText();
  const nameOf = useRecordNames(meta, filter);
  const say = (node: FilterNode): string => {
    if (isCondition(node)) return conditionWords(node, meta, text, nameOf);
    if (isArchivePart(node)) return text.t("list.archive.only");
    const { joint, parts } = groupOf(node);
    if (joint === "not") return `${text.t("filter.short.not")} (${parts.map(say).join(", ")})`;
    const said = parts.map((part) => (isCondition(part) ? say(part) : `(${say(part)})`));
    return said.join(` ${text.t(`filter.short.${joint}`)} `);
  };
  return say;
}

function conditionWords({ field: id, op, value }: Condition, meta: ListMeta, text: TextTools, nameOf: NameOf): string {
  const { t } = text;
  const field = meta.fields.find((one) => one.id === id);
  const name = field ? labelOf(field, text) : id === "id" ? "№" : id;
  const values = (Array.isArray(value) ? value : [value]).map((one) => valueWords(field, one, text, nameOf));
  switch (op) {
    case "is_empty":
      return `${name} ${t("test.is_empty")}`;
    case "during":
      return `${name}: ${periodWords(String(value), text)}`;
    case "between":
      return `${name}: ${values.join(" – ")}`;
    case "eq":
    case "in":
      return `${name}: ${values.join(", ")}`;
    default:
      return `${name} ${t(`test.${op}`)} ${values.join(", ")}`;
  }
}

function periodWords(period: string, { t }: TextTools): string {
  const key = `period.${period}`;
  return isMessage(key) ? t(key) : period;
}

function valueWords(field: FieldMeta | undefined, value: unknown, text: TextTools, nameOf: NameOf): string {
  const written = String(value ?? "");
  switch (field?.kind) {
    case "record":
    case "records":
      return typeof value === "number" ? nameOf(field, value) : written;
    case "flag":
      return text.t(value === true ? "list.yes" : "list.no");
    case "choice": {
      const choice = field.choices.find((one) => one.value === value);
      return choice ? said(choice.label, text) : written;
    }
    case "date":
    case "instant":
      return written.length === DAY_LETTERS ? text.format.day(written) : text.format.dateTime(written);
    default:
      return written;
  }
}
