import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { type BulkResult, runEach } from "@/model/bulkRun";
import { writeFilter } from "@/model/listFilter";
import { type MarkedRows, READ_AT_ONCE } from "@/model/marks";
import type { Values } from "@/model/recordFields";
import { api } from "@/wire/api";
import { ApiError, Unreachable } from "@/wire/http";
import type { Row } from "./listQueries";
import { refreshRecords } from "./recordQueries";

/** The rows that are marked, shown or not, and those that there are no more. */
export type Taken = MarkedRows<Row>;

/** Read rows by their numbers as they are now, whatever the list is filtered by. */
export async function readRows(entity: string, ids: readonly number[]): Promise<readonly Row[]> {
  const filter = writeFilter({ field: "id", op: "in", value: ids });
  return (await api.listRows(entity, { filter }, null, READ_AT_ONCE)).rows as readonly Row[];
}

/** Nobody answers, or the login has ended: the next would be told the same. */
function isFatal(error: unknown): boolean {
  return error instanceof Unreachable || (error instanceof ApiError && error.status === 401);
}

/** Ask again for what shows the records of a kind; a list of it whole, as its versions are what the next action needs. */
function refreshWhole(client: QueryClient, entity: string): void {
  refreshRecords(client);
  void client.invalidateQueries({ queryKey: ["lists", entity, "rows"] });
}

type Versioned = { readonly id: number; readonly version?: unknown };

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
