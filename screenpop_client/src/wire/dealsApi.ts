import { type ListQuery, query } from "./api";
import { request, requestOnce } from "./http";
import type {
  Board,
  BroughtOver,
  DealContactForm,
  DealPath,
  MovedDeals,
  NewPipeline,
  PipelineView,
  RecordView,
  SavedDealContact,
  StageDraft,
  StageMove,
  StageMoves,
  StagePair,
} from "./messages.gen";

/** The routes of boards, moves and pipelines (docs/api.md). */
export const dealsApi = {
  board: (pipelineId: number, revision: number | null, { filter, search }: ListQuery) =>
    request<Board>(`/api/deals/board${query({ pipeline_id: pipelineId, revision, filter, search })}`),
  path: (dealId: number) => request<DealPath>(`/api/deals/${dealId}/path`),
  move: (dealId: number, move: StageMove) =>
    request<RecordView>(`/api/deals/${dealId}/move`, { method: "POST", body: move }),
  saveContact: (dealId: number, form: DealContactForm, idempotencyKey: string) =>
    requestOnce<SavedDealContact>(`/api/deals/${dealId}/contacts`, { method: "POST", body: form, idempotencyKey }),
  moveMany: (moves: StageMoves) => request<MovedDeals>("/api/deals/move", { method: "POST", body: moves }),
  pipelines: () => request<PipelineView[]>("/api/pipelines"),
  addPipeline: (made: NewPipeline) => request<RecordView>("/api/pipelines", { method: "POST", body: made }),
  editStages: (pipelineId: number, version: number, stages: readonly StageDraft[]) =>
    request<RecordView>(`/api/pipelines/${pipelineId}/stages`, { method: "PUT", body: { stages }, version }),
  bringOver: (pipelineId: number, mapping: readonly StagePair[]) =>
    request<BroughtOver>(`/api/pipelines/${pipelineId}/bring-over`, { method: "POST", body: { mapping } }),
};
