import {
  keepPreviousData,
  type QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useMemo } from "react";
import type { Card } from "@/model/dealBoard";
import { both, equals, type FilterNode, writeFilter } from "@/model/listFilter";
import { api, type ListQuery, PAGE, type RecordValues } from "@/wire/api";
import { dealsApi } from "@/wire/dealsApi";
import type { Card as CallCard, NewPipeline, StageDraft, StageMoves, StagePair, StageView } from "@/wire/messages.gen";
import { type Row, refreshRecordLists } from "./listQueries";
import type { TextTools } from "./text";

const CARDS = 30;
const MOST_AT_ONCE = 100;
const firstPage: string | null = null;

/** Under it are the open deals that call cards offer. */
export const OPEN_DEALS = ["deals", "open"] as const;

/** Ask again for whatever shows deals, contracts and contacts. */
export async function refreshDeals(client: QueryClient): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: ["deals"] }),
    client.invalidateQueries({ queryKey: ["records"] }),
    client.invalidateQueries({ queryKey: ["leads"] }),
    refreshRecordLists(client),
  ]);
}

export function usePipelines() {
  return useQuery({ queryKey: ["deals", "pipelines"], queryFn: dealsApi.pipelines });
}

/** A pipeline's stages with their figures, under a filter and a search. */
export function useBoard(pipelineId: number, revision: number | null, asked: ListQuery) {
  return useQuery({
    queryKey: ["deals", "board", pipelineId, revision, asked],
    queryFn: () => dealsApi.board(pipelineId, revision, asked),
    placeholderData: keepPreviousData,
  });
}

/** The cards of one stage, a page at a time: the list of deals, on that stage. */
export function useCards(pipelineId: number, stageId: number, filter: FilterNode | null, search: string) {
  const onStage: FilterNode = { all: [equals("pipeline", pipelineId), equals("stage", stageId)] };
  const asked = { filter: writeFilter(both(onStage, filter)), search };
  const found = useInfiniteQuery({
    queryKey: ["deals", "cards", asked],
    queryFn: ({ pageParam }) => api.listRows("deal", asked, pageParam, CARDS),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
  const pages = found.data?.pages;
  const cards = useMemo(() => (pages ?? []).flatMap((page) => page.rows as readonly Card[]), [pages]);
  return { ...found, cards };
}

export function useDealPath(dealId: number) {
  return useQuery({ queryKey: ["deals", "path", dealId], queryFn: () => dealsApi.path(dealId) });
}

/** Rows of another kind that belong to a deal, the newest first. */
export function useRowsOfDeal(entity: string, dealId: number, sort = "") {
  const asked = { filter: writeFilter(equals("deal", dealId)), sort };
  return useQuery({
    queryKey: ["deals", "rows", entity, dealId, sort],
    queryFn: () => api.listRows(entity, asked, null, PAGE),
    select: (page) => page.rows as readonly Row[],
  });
}

/** The open deals of whoever may be calling, the one that something happened in last first (R77, A10). */
export function useOpenDeals({ match, candidates }: Pick<CallCard, "match" | "candidates">) {
  const isTold = match === "known" || match === "several";
  const people = isTold ? candidates.flatMap((one) => one.person_id ?? []) : [];
  const companies = isTold
    ? candidates.flatMap((one) => (one.person_id === null ? (one.organization_id ?? []) : []))
    : [];
  const whose: FilterNode[] = [];
  if (people.length > 0) whose.push({ field: "person", op: "in", value: people });
  if (companies.length > 0) whose.push({ field: "organization", op: "in", value: companies });
  const filter = writeFilter({ all: [equals("state", "open"), { any: whose }] });
  return useQuery({
    queryKey: [...OPEN_DEALS, people, companies],
    queryFn: () => api.listRows("deal", { filter }, null, 20),
    select: (page) =>
      (page.rows as readonly Row[]).toSorted((a, b) => String(b.active_at).localeCompare(String(a.active_at))),
    enabled: whose.length > 0,
  });
}

/** Why deals are lost: the reasons in use that are not of interests alone. */
export function useLossReasons() {
  return useQuery({
    queryKey: ["deals", "reasons"],
    queryFn: () =>
      api.listRows("refusal_reason", { filter: writeFilter(equals("is_active", true)), sort: "position" }, null, 200),
    select: (page) => (page.rows as readonly Row[]).filter((row) => row.applies_to !== "lead"),
    staleTime: 60_000,
  });
}

export type DealMove = {
  readonly id: number;
  readonly version: number;
  readonly stageId: number;
  readonly reasonId: number | null;
};

/** Move one deal; whatever shows it is asked again before the move counts as done. */
export function useMove() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, version, stageId, reasonId }: DealMove) =>
      dealsApi.move(id, { stage_id: stageId, version, refusal_reason_id: reasonId }),
    onSettled: () => refreshDeals(client),
  });
}

/** Move many deals to a stage, a hundred at a time; what was refused is told with the rest. */
export function useMoveMany() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ deals, ...move }: StageMoves) => {
      let moved = 0;
      const refused = [];
      for (let start = 0; start < deals.length; start += MOST_AT_ONCE) {
        const done = await dealsApi.moveMany({ ...move, deals: deals.slice(start, start + MOST_AT_ONCE) });
        moved += done.moved;
        refused.push(...done.refused);
      }
      return { moved, refused };
    },
    onSettled: () => refreshDeals(client),
  });
}

export type Writing = {
  readonly entity: string;
  /** null makes a new record. */
  readonly id: number | null;
  readonly version: number;
  readonly values: RecordValues;
  readonly key: string;
};

/** Write what belongs to a deal: a contact, a contract, itself. */
export function useDealWrite() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ entity, id, version, values, key }: Writing) =>
      id === null ? api.createRecord(entity, values, key) : api.changeRecord(entity, id, version, values),
    onSettled: () => refreshDeals(client),
  });
}

export type PipelineWriting = {
  readonly id: number;
  /** The version that was edited. */
  readonly version: number;
  readonly values: RecordValues;
  /** Topics that are to go through it; a topic leaves one only for another. */
  readonly newTopicIds: readonly number[];
  readonly stages: readonly StageDraft[] | null;
};

/** Make and change pipelines: the stages first, because they are what may be refused. */
export function usePipelineChanges() {
  const client = useQueryClient();
  const onSettled = async () => {
    await Promise.all([refreshDeals(client), client.invalidateQueries({ queryKey: ["dictionaries"] })]);
  };
  const save = useMutation({
    mutationFn: async ({ id: pipeline, version, values, newTopicIds, stages }: PipelineWriting) => {
      const now = stages === null ? version : (await dealsApi.editStages(pipeline, version, stages)).version;
      await api.changeRecord("pipeline", pipeline, now, values);
      for (const id of newTopicIds) {
        const topic = await api.record("sales_topic", id);
        await api.changeRecord("sales_topic", id, topic.version, { pipeline });
      }
    },
    onSettled,
  });
  const add = useMutation({ mutationFn: (made: NewPipeline) => dealsApi.addPipeline(made), onSettled });
  const bring = useMutation({
    mutationFn: ({ pipelineId, mapping }: { pipelineId: number; mapping: readonly StagePair[] }) =>
      dealsApi.bringOver(pipelineId, mapping),
    onSettled,
  });
  return { save, add, bring };
}

/** What a stage or pipeline is called in the reader's language. */
export function nameIn({ language }: Pick<TextTools, "language">, named: Pick<StageView, "name" | "name_en">): string {
  return (language === "en" && named.name_en) || named.name;
}
