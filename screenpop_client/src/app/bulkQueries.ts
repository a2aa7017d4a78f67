import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { ARCHIVED } from "@/model/archive";
import { type BulkResult, runEach } from "@/model/bulkRun";
import { both, writeFilter } from "@/model/listFilter";
import { type MarkedRows, READ_AT_ONCE } from "@/model/marks";
import type { Values } from "@/model/recordFields";
import { api } from "@/wire/api";
import { ApiError, Unreachable } from "@/wire/http";
import type { Row } from "./listQueries";
import { refreshRecords } from "./recordQueries";

/** The rows that are marked, shown or not, and those that there are no more. */
export type Taken = MarkedRows<Row>;

/** Read rows by their numbers as they are now, whatever the list is filtered by but whether it is of the archive. */
export async function readRows(entity: string, ids: readonly number[], isArchive: boolean): Promise<readonly Row[]> {
  const filter = writeFilter(both({ field: "id", op: "in", value: ids }, isArchive ? ARCHIVED : null));
  return (await api.listRows(entity, { filter }, null, READ_AT_ONCE)).rows as readonly Row[];
}

/** Nobody answers, or the login has ended: the next would be told the same. */
function isFatal(error: unknown): boolean {
  return error instanceof Unreachable || (error instanceof ApiError && error.status === 401);
}

/** What the pages that some kinds have of their own ask for. */
const OWN_PAGES: Readonly<Record<string, string>> = { task: "tasks", mailing: "mailings", call_round: "rounds" };

/** Ask again for what shows the records of a kind; a list of it whole, as its versions are what the next action needs. */
function refreshWhole(client: QueryClient, entity: string): void {
  refreshRecords(client);
  void client.invalidateQueries({ queryKey: ["lists", entity, "rows"] });
  const own = OWN_PAGES[entity];
  if (own) void client.invalidateQueries({ queryKey: [own] });
}

export type Versioned = { readonly id: number; readonly version?: unknown };

/** Change many records, each at the version that was seen, until it is told to stop. */
export function useBulkChange(entity: string) {
  const client = useQueryClient();
  const isStopped = useRef(false);
  /** How many are behind; null while nothing goes on. */
  const [behind, setBehind] = useState<number | null>(null);
  const stop = () => {
    isStopped.current = true;
  };
  const change = async (rows: readonly Row[], changes: Values): Promise<BulkResult<Row>> => {
    isStopped.current = false;
    setBehind(0);
    const result = await runEach(rows, (row) => api.changeRecord(entity, row.id, Number(row.version), changes), {
      onStep: setBehind,
      isStopped: () => isStopped.current,
      isFatal,
    });
    setBehind(null);
    refreshWhole(client, entity);
    return result;
  };
  return { behind, change, stop };
}

/** Take records away, one after the other; those that were refused are told. */
export function useRecordRemoval(entity: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (rows: readonly Versioned[]): Promise<BulkResult<Versioned>> =>
      runEach(rows, (row) => api.removeRecord(entity, row.id, Number(row.version)), { isFatal }),
    onSettled: () => refreshWhole(client, entity),
  });
}

/** Bring records back that were put away, one after the other; those that were refused are told. */
export async function bringBack(
  client: QueryClient,
  entity: string,
  rows: readonly Versioned[],
): Promise<BulkResult<Versioned>> {
  const result = await runEach(rows, (row) => api.restoreRecord(entity, row.id, Number(row.version)), { isFatal });
  refreshWhole(client, entity);
  return result;
}

/** The same while one waits for it. */
export function useRecordReturn(entity: string) {
  const client = useQueryClient();
  return useMutation({ mutationFn: (rows: readonly Versioned[]) => bringBack(client, entity, rows) });
}
