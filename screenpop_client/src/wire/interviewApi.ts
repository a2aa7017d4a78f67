import { PAGE, query } from "./api";
import { request, requestOnce } from "./http";
import type {
  InterviewResults,
  InterviewView,
  QuestionDraft,
  RecordView,
  ResponsePage,
  SavedResponse,
} from "./messages.gen";

/** Questionnaires on the server: each call one request. */
export const interviewApi = {
  interview: (interviewId: number) => request<InterviewView>(`/api/interviews/${interviewId}`),
  add: (body: Readonly<Record<string, unknown>>, idempotencyKey: string) =>
    requestOnce<RecordView>("/api/records/interview", { method: "POST", body, idempotencyKey }),
  change: (interviewId: number, version: number, body: Readonly<Record<string, unknown>>) =>
    request<RecordView>(`/api/records/interview/${interviewId}`, { method: "PATCH", body, version }),
  putQuestions: (interviewId: number, version: number, questions: readonly QuestionDraft[]) =>
    request<InterviewView>(`/api/interviews/${interviewId}/questions`, { method: "PUT", body: { questions }, version }),
  fill: (interviewId: number, body: Readonly<Record<string, unknown>>, idempotencyKey: string) =>
    requestOnce<SavedResponse>(`/api/interviews/${interviewId}/responses`, { method: "POST", body, idempotencyKey }),
  responses: (interviewId: number, before: number | null) =>
    request<ResponsePage>(`/api/interviews/${interviewId}/responses${query({ before, limit: PAGE })}`),
  results: (interviewId: number) => request<InterviewResults>(`/api/interviews/${interviewId}/results`),
  exportUrl: (interviewId: number, format: "csv" | "xlsx") =>
    `/api/interviews/${interviewId}/export${query({ format })}`,
};
