import { request, requestOnce } from "./http";
import type { Colleague, DialWish, ListenWish, LiveCallView, TapeWish, TransferWish } from "./messages.gen";

const id = encodeURIComponent;

/** The routes by which the PBX is told what to do with calls (docs/api.md). */
export const controlApi = {
  colleagues: () => request<Colleague[]>("/api/colleagues"),
  liveCalls: () => request<LiveCallView[]>("/api/live-calls"),
  transferCall: (callId: string, wish: TransferWish) =>
    request<void>(`/api/calls/${id(callId)}/transfer`, { method: "POST", body: wish }),
  parkCall: (callId: string) => request<void>(`/api/calls/${id(callId)}/park`, { method: "POST" }),
  fetchCall: (callId: string) => request<void>(`/api/calls/${id(callId)}/fetch`, { method: "POST" }),
  tape: (callId: string, wish: TapeWish) =>
    request<void>(`/api/calls/${id(callId)}/tape`, { method: "POST", body: wish }),
  listenTo: (callId: string, wish: ListenWish) =>
    request<void>(`/api/calls/${id(callId)}/listen`, { method: "POST", body: wish }),
  dial: (wish: DialWish, idempotencyKey: string) =>
    requestOnce<void>("/api/dial", { method: "POST", body: wish, idempotencyKey }),
};
