import { useQueries } from "@tanstack/react-query";
import { type FilterNode, valuesOf, writeFilter } from "@/model/listFilter";
import { api } from "@/wire/api";
import type { Dictionaries, FieldMeta, ListMeta } from "@/wire/messages.gen";
import { useLists } from "./listQueries";
import { useDictionaries, useOperators } from "./queries";
import { useSession } from "./session";
import { useText } from "./text";

export type Named = { readonly id: number; readonly name: string };

const IN_DICTIONARIES: Readonly<Record<string, keyof Dictionaries>> = {
  campaign: "campaigns",
  contact_method: "methods",
  lead_source: "sources",
  outcome: "outcomes",
  pause_reason: "pause_reasons",
  product: "products",
  project: "projects",
  refusal_reason: "refusal_reasons",
  sales_topic: "topics",
};

/** The records of a kind that are few enough to be offered all at once; null of a kind that is searched in. */
export function useFewRecords(): (entity: string) => readonly Named[] | null {
  const { me } = useSession();
  const dictionaries = useDictionaries().data;
  const { language } = useText();
  const mayAsk = me.operator.role !== "operator";
  const operators = useOperators(mayAsk).data;
  return (entity) => {
    if (entity === "operator") {
      const known = operators ?? [me.operator];
      return known.map(({ id, full_name }) => ({ id, name: full_name }));
    }
    const kind = IN_DICTIONARIES[entity];
    if (kind === undefined) return null;
    const rows: readonly (Named & { readonly name_en?: string })[] = dictionaries?.[kind] ?? [];
    return rows.map(({ id, name, name_en }) => ({ id, name: (language === "en" && name_en) || name }));
  };
}

/** What the records are called that a filter names by number. */
export function useRecordNames(meta: ListMeta, filter: FilterNode | null): (field: FieldMeta, id: number) => string {
  const few = useFewRecords();
  const { language } = useText();
  const lists = useLists().data ?? [];
  const asked = meta.fields.flatMap((field) => {
    const list = lists.find((one) => one.id === field.record);
    const ids = field.record !== "" && list && few(field.record) === null ? valuesOf(filter, field.id) : [];
    return ids.length > 0 && list ? [{ entity: list.id, name: list.name_field, ids }] : [];
  });
  const found = useQueries({
    queries: asked.map(({ entity, ids }) => ({
      queryKey: ["lists", entity, "names", ids],
      queryFn: () => api.listRows(entity, { filter: writeFilter({ field: "id", op: "in", value: ids }) }, null, 200),
      staleTime: 60_000,
    })),
  });
  return (field, id) => {
    const known = few(field.record)?.find((one) => one.id === id);
    if (known) return known.name;
    const place = asked.findIndex((one) => one.entity === field.record);
    const row = found[place]?.data?.rows.find((one) => one.id === id);
    if (language === "en" && row?.name_en) return String(row.name_en);
    return row ? String(row[asked[place]?.name ?? ""] ?? "") : `№${id}`;
  };
}
