import type { LegRow, MomentKind, MomentRow } from "@/wire/messages.gen";

/** An instant so many seconds after nine o'clock. */
export const at = (seconds: number) => new Date(Date.UTC(2026, 10, 23, 9, 0, seconds)).toISOString();

/** Anna's phone, which rang at ten seconds. */
export function aLeg(changes: Partial<LegRow>): LegRow {
  return {
    leg_id: "main:1.1",
    endpoint: "PJSIP/101",
    operator_id: 1,
    operator: "Anna",
    rang_at: at(10),
    answered_at: null,
    ended_at: null,
    ring_end: "",
    ring_seconds: 0,
    talk_seconds: 0,
    hold_seconds: 0,
    ...changes,
  };
}

export function aMoment(kind: MomentKind, seconds: number, changes: Partial<MomentRow> = {}): MomentRow {
  return {
    kind,
    at: at(seconds),
    leg_id: null,
    endpoint: "",
    operator_id: null,
    operator: "",
    target: "",
    colleague_endpoint: "",
    colleague_id: null,
    colleague: "",
    reason: "",
    seconds: 0,
    ...changes,
  };
}
