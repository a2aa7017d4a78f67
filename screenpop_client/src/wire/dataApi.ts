import { query } from "./api";
import { request } from "./http";
import type {
  DuplicateKey,
  DuplicatePage,
  ErasurePreview,
  ImportList,
  ImportPlanWrite,
  ImportPreview,
  ImportView,
  MergeEntry,
  MergePreview,
  MergeWish,
} from "./messages.gen";

/** The routes by which managers bring, join and forget data (docs/api.md). */
export const dataApi = {
  imports: () => request<ImportList>("/api/imports"),
  import: (id: number) => request<ImportView>(`/api/imports/${id}`),
  uploadImport: (entity: string, file: File) =>
    request<ImportView>(`/api/imports${query({ entity, name: file.name.slice(-200) })}`, { method: "POST", file }),
  previewImport: (id: number, plan: ImportPlanWrite) =>
    request<ImportPreview>(`/api/imports/${id}/preview`, { method: "POST", body: plan }),
  startImport: (id: number, plan: ImportPlanWrite) =>
    request<ImportView>(`/api/imports/${id}/start`, { method: "POST", body: plan }),
  cancelImport: (id: number) => request<ImportView>(`/api/imports/${id}/cancel`, { method: "POST" }),
  undoImport: (id: number) => request<ImportView>(`/api/imports/${id}/undo`, { method: "POST" }),
  forgetImport: (id: number) => request<void>(`/api/imports/${id}`, { method: "DELETE" }),
  badRowsUrl: (id: number) => `/api/imports/${id}/bad-rows`,

  duplicates: (entity: string, by: DuplicateKey, after: string | null) =>
    request<DuplicatePage>(`/api/duplicates/${entity}${query({ by, after })}`),
  mergePreview: (entity: string, keep: number, giveUp: number) =>
    request<MergePreview>(`/api/duplicates/${entity}/${keep}/${giveUp}`),
  merge: (entity: string, wish: MergeWish) =>
    request<{ readonly id: number }>(`/api/duplicates/${entity}/merge`, { method: "POST", body: wish }),
  dismiss: (entity: string, first: number, second: number) =>
    request<void>(`/api/duplicates/${entity}/dismiss`, {
      method: "POST",
      body: { first_id: first, second_id: second },
    }),
  merges: () => request<MergeEntry[]>("/api/merges"),
  undoMerge: (id: number) => request<void>(`/api/merges/${id}/undo`, { method: "POST" }),

  erasure: (personId: number) => request<ErasurePreview>(`/api/persons/${personId}/erasure`),
  erase: (personId: number) => request<void>(`/api/persons/${personId}/erasure`, { method: "POST" }),
};
