import { type QueryClient, useMutation, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { writeFilter } from "@/model/listFilter";
import { api, type RecordValues } from "@/wire/api";
import type { Language, ListMeta, RecordView } from "@/wire/messages.gen";
import { type Row, refreshRecordLists, useLists } from "./listQueries";
import { useText } from "./text";

/** One record; null asks nothing: it is not made yet. */
export function useRecord(entity: string, id: number | null) {
  return useQuery({
    queryKey: ["records", entity, id],
    queryFn: () => api.record(entity, id ?? 0),
    enabled: id !== null,
  });
}

export function useRecordHistory(entity: string, id: number) {
  return useQuery({ queryKey: ["records", entity, id, "history"], queryFn: () => api.recordHistory(entity, id) });
}

/** Who saved a version of a record, and when: whoever did the last thing to it. */
export function useSavedBy(entity: string, id: number, version: number, enabled: boolean) {
  return useQuery({
    queryKey: ["records", entity, id, "savedBy", version],
    queryFn: () => api.recordHistory(entity, id),
    select: ({ entries }) => entries[0],
    enabled,
  });
}

/** What is asked by other names and may show a record that has changed. */
const ALSO = ["dictionaries", "persons", "organizations", "leads", "interviews"];

/** Ask again for whatever shows a record that was written. */
export function refreshRecords(client: QueryClient): void {
  void refreshRecordLists(client);
  for (const name of ["records", ...ALSO]) void client.invalidateQueries({ queryKey: [name] });
  void client.invalidateQueries({
    predicate: ({ queryKey: [room, , part] }) => room === "lists" && part === "records",
  });
}

export type RecordWrite = {
  readonly id: number | null;
  readonly version: number;
  readonly changes: RecordValues;
  /** By which a new record is made once. */
  readonly key: string;
};

/** Make a record or change one; every list and card that shows it follows. */
export function useRecordWrite(entity: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, version, changes, key }: RecordWrite): Promise<RecordView> =>
      id === null ? api.createRecord(entity, changes, key) : api.changeRecord(entity, id, version, changes),
    onSuccess: (view) => {
      client.setQueryData(["records", entity, view.id], view);
      refreshRecords(client);
    },
  });
}

/** What a record is called in its list's row, in the reader's language where it has a name in it. */
export function rowName(meta: ListMeta, row: Row, language: Language): string {
  if (meta.id === "lead") return `№${row.id}`;
  if (language === "en" && typeof row.name_en === "string" && row.name_en) return row.name_en;
  const isNamed = meta.fields.find((field) => field.id === meta.name_field)?.kind === "record";
  const name = row[isNamed ? `${meta.name_field}_name` : meta.name_field];
  return typeof name === "string" && name ? name : `№${row.id}`;
}

const MOST_IDS = 200;

/** What records are called that are known by number, for words about the past; the number until they are known. */
export function useNamesOf(asked: Readonly<Record<string, readonly number[]>>): (entity: string, id: number) => string {
  const lists = useLists().data ?? [];
  const { language } = useText();
  const known = Object.entries(asked).flatMap(([entity, ids]) => {
    const meta = lists.find((one) => one.id === entity);
    return meta && ids.length > 0 ? [{ meta, ids: [...new Set(ids)].sort((a, b) => a - b).slice(0, MOST_IDS) }] : [];
  });
  const found = useQueries({
    queries: known.map(({ meta, ids }) => ({
      queryKey: ["lists", meta.id, "names", ids],
      queryFn: () =>
        api.listRows(meta.id, { filter: writeFilter({ field: "id", op: "in", value: ids }) }, null, MOST_IDS),
      staleTime: 60_000,
    })),
  });
  return (entity, id) => {
    const place = known.findIndex(({ meta }) => meta.id === entity);
    const row = found[place]?.data?.rows.find((one) => one.id === id);
    const meta = known[place]?.meta;
    return row && meta ? rowName(meta, row as Row, language) : `№${id}`;
  };
}
