import { describe, expect, test } from "vitest";
import type { CallRow, LegRow } from "@/wire/messages.gen";
import { callSeconds, legBars } from "./legBars";

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 23, 9, 0, seconds)).toISOString();
const call = { started_at: at(0), ended_at: at(100) } as CallRow;
const leg = (changes: Partial<LegRow>): LegRow => ({
  leg_id: "main:1.1",
  endpoint: "PJSIP/101",
  operator_id: 1,
  operator: "Anna",
  rang_at: at(10),
  answered_at: null,
  ended_at: null,
  ring_end: "",
  ring_seconds: 0,
  ...changes,
});
const only = (changes: Partial<LegRow>, of = call, nowMs = 0) => legBars(of, [leg(changes)], nowMs)[0];

describe("the picture of a call", () => {
  test("shows ringing until the answer and talk until the end", () => {
    const bar = only({ answered_at: at(20), ended_at: at(80), ring_end: "answered", ring_seconds: 10 });
    expect(bar?.ring).toEqual({ from: 0.1, to: 0.2 });
    expect(bar?.talk).toEqual({ from: 0.2, to: 0.8 });
    expect(bar?.talkSeconds).toBe(60);
  });

  test("ends the ringing of a phone nobody answered after its ring seconds", () => {
    const bar = only({ ring_end: "no_answer", ring_seconds: 15 });
    expect(bar?.ring).toEqual({ from: 0.1, to: 0.25 });
    expect(bar?.talk).toBeNull();
  });

  test("goes on until now while the call lives", () => {
    const live = { ...call, ended_at: null };
    const bar = only({ answered_at: at(20) }, live, Date.parse(at(40)));
    expect(bar?.talk).toEqual({ from: 0.5, to: 1 });
    expect(callSeconds(live, Date.parse(at(40)))).toBe(40);
  });

  test("draws nothing for a phone whose times were not seen, and never leaves the picture", () => {
    expect(only({ rang_at: null, ring_end: "unknown" })).toMatchObject({ ring: null, talk: null });
    expect(only({ rang_at: at(-50), answered_at: at(500), ended_at: at(900) })?.ring).toEqual({ from: 0, to: 1 });
  });
});
