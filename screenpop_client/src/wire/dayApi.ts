import { query } from "./api";
import { request } from "./http";
import type { CalendarState, FollowUp, MadeCalendar, MyDay, NumberZone, SnoozeForm } from "./messages.gen";

const act = (id: number, action: string, body?: object) =>
  request<void>(`/api/follow-ups/${id}/${action}`, { method: "POST", ...(body ? { body } : {}) });

/** What was promised, and its reminders. */
export const dayApi = {
  day: () => request<MyDay>("/api/my-day"),
  followUp: (id: number) => request<FollowUp>(`/api/follow-ups/${id}`),
  acknowledge: (id: number) => act(id, "acknowledge"),
  snooze: (id: number, form: SnoozeForm) => act(id, "snooze", form),
  move: (id: number, at: string) => act(id, "move", { at }),
  close: (id: number, callId: string | null) => act(id, "close", { call_id: callId }),
  reopen: (id: number) => act(id, "reopen"),
  /** Where the customer's clock is told by their number; one that is hidden is asked for by its call. */
  numberZone: (number: string, callId: string | null) =>
    request<NumberZone>(`/api/number-zone${query({ number, call_id: callId ?? "" })}`),
  calendar: () => request<CalendarState>("/api/me/calendar"),
  makeCalendar: () => request<MadeCalendar>("/api/me/calendar", { method: "POST" }),
  endCalendar: () => request<void>("/api/me/calendar", { method: "DELETE" }),
};
