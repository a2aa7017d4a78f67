import { request } from "./http";
import type { EntrySettled, RoundAudience, RoundMove, RoundProgress, RoundWork } from "./messages.gen";

/** Call rounds on the server: each call one request. */
export const roundApi = {
  progress: (roundId: number) => request<RoundProgress>(`/api/rounds/${roundId}/progress`),
  audience: (roundId: number) => request<RoundAudience>(`/api/rounds/${roundId}/audience`),
  move: (roundId: number, move: RoundMove) =>
    request<RoundProgress>(`/api/rounds/${roundId}/move`, { method: "POST", body: move }),
  next: (roundId: number) => request<RoundWork>(`/api/rounds/${roundId}/next`, { method: "POST", body: {} }),
  keep: (entryId: number) => request<void>(`/api/rounds/entries/${entryId}/keep`, { method: "POST", body: {} }),
  settle: (entryId: number, said: EntrySettled) =>
    request<void>(`/api/rounds/entries/${entryId}/settle`, { method: "POST", body: said }),
};
