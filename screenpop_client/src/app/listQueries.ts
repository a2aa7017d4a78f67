import {
  keepPreviousData,
  type QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useCallback, useMemo, useRef } from "react";
import { type FilterNode, writeFilter } from "@/model/listFilter";
import { api, type ListQuery } from "@/wire/api";
import type { ColumnChoice, ListMeta, ViewWrite } from "@/wire/messages.gen";

export type Row = Readonly<Record<string, unknown>> & { readonly id: number };

const PAGE_ROWS = 100;
const NEXT_ROWS = 200;
const KEEP_AFTER_MS = 400;
const firstPage: string | null = null;

const FEW_PAGES = 2;

/** Ask again what somebody's change may have changed; a list that was scrolled far stays until it is opened anew. */
export function refreshRecordLists(client: QueryClient): Promise<void> {
  return client.invalidateQueries({
    predicate: ({ queryKey: [room, , part], state: { data } }) =>
      room === "lists" && (part === "totals" || (part === "rows" && pagesOf(data) <= FEW_PAGES)),
  });
}

function pagesOf(data: unknown): number {
  return (data as { readonly pages?: readonly unknown[] } | undefined)?.pages?.length ?? 0;
}

/** Every list that the user may read, as the server declares it. */
export function useLists() {
  return useQuery({ queryKey: ["lists", "meta"], queryFn: api.lists, staleTime: 600_000 });
}

export function useListMeta(entity: string): ListMeta | undefined {
  return useLists().data?.find((meta) => meta.id === entity);
}

export function useListRows(entity: string, asked: ListQuery) {
  const found = useInfiniteQuery({
    queryKey: ["lists", entity, "rows", asked],
    queryFn: ({ pageParam }) => api.listRows(entity, asked, pageParam, pageParam === null ? PAGE_ROWS : NEXT_ROWS),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
  const pages = found.data?.pages;
  const rows = useMemo(() => (pages ?? []).flatMap((page) => page.rows as readonly Row[]), [pages]);
  const { fetchNextPage } = found;
  /** Load pages until there are as many rows, or all; give those that there are. */
  const loadUpTo = async (count: number): Promise<readonly Row[]> => {
    let { data, hasNextPage, isError } = found;
    for (;;) {
      const loaded = (data?.pages ?? []).flatMap((page) => page.rows as readonly Row[]);
      if (loaded.length >= count || !hasNextPage || isError) return loaded;
      ({ data, hasNextPage, isError } = await fetchNextPage());
    }
  };
  return { ...found, rows, loadUpTo };
}

export function useListTotals(entity: string, asked: ListQuery) {
  return useQuery({
    queryKey: ["lists", entity, "totals", asked],
    queryFn: () => api.listTotals(entity, asked),
    placeholderData: keepPreviousData,
  });
}

/** Records of a kind whose name begins as typed, or those of the given ids, for a filter's value. */
export function useRecords(entity: string, search: string, filter: FilterNode | null, enabled: boolean) {
  return useQuery({
    queryKey: ["lists", entity, "records", search, filter],
    queryFn: () => api.listRows(entity, { search, filter: writeFilter(filter) }, null, 20),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    enabled,
  });
}

/** The user's columns of a list: changed at once, kept on the server a moment later. */
export function useColumns(entity: string) {
  const client = useQueryClient();
  const key = useMemo(() => ["lists", entity, "columns"], [entity]);
  const chosen = useQuery({
    queryKey: key,
    queryFn: () => api.listColumns(entity),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const waiting = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const choose = useCallback(
    (columns: readonly ColumnChoice[]) => {
      client.setQueryData(key, columns);
      clearTimeout(waiting.current);
      const keep = () => {
        (columns.length === 0 ? api.resetColumns(entity) : api.keepColumns(entity, columns)).catch(() => undefined);
      };
      waiting.current = setTimeout(keep, KEEP_AFTER_MS);
    },
    [client, key, entity],
  );
  return { chosen: chosen.data ?? NONE, isKnown: !chosen.isPending, choose };
}

const NONE: readonly ColumnChoice[] = [];

export function useViews(entity: string) {
  return useQuery({ queryKey: ["lists", entity, "views"], queryFn: () => api.views(entity), staleTime: 60_000 });
}

/** Save, change and delete views; the menu follows. */
export function useViewChanges(entity: string) {
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: ["lists", entity, "views"] });
  const save = useMutation({
    mutationFn: ({ id, view }: { id: number | null; view: ViewWrite }) =>
      id === null ? api.addView(entity, view) : api.changeView(entity, id, view),
    onSuccess,
  });
  const remove = useMutation({ mutationFn: (id: number) => api.deleteView(entity, id), onSuccess });
  return { save, remove };
}
