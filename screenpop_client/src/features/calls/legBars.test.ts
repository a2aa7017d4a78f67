import { describe, expect, test } from "vitest";
import type { CallRow, LegRow, MomentRow } from "@/wire/messages.gen";
import { callTime, legBars, pictured } from "./legBars";
import { aLeg, aMoment, at } from "./testCalls";

const call = { started_at: at(0), ended_at: at(100), is_partial: false } as CallRow;
const live = { ...call, ended_at: null };
const only = (changes: Partial<LegRow>, of = call, moments: readonly MomentRow[] = [], nowMs = 0) =>
  legBars(of, [aLeg(changes)], moments, nowMs)[0];
const spansOf = (...how: Parameters<typeof only>) =>
  only(...how)?.spans.map((span) => [span.kind, span.from, span.to] as const);

describe("the picture of a call", () => {
  test("shows ringing until the answer and talk until the end", () => {
    const talked = { answered_at: at(20), ended_at: at(80), ring_end: "answered", ring_seconds: 10 } as const;
    expect(spansOf({ ...talked, talk_seconds: 60 })).toEqual([
      ["ring", 0.1, 0.2],
      ["talk", 0.2, 0.8],
    ]);
    expect(only({ ...talked, talk_seconds: 55, hold_seconds: 5 })).toMatchObject({ talkSeconds: 55, holdSeconds: 5 });
  });

  test("ends the ringing of a phone nobody answered after its ring seconds", () => {
    expect(spansOf({ ring_end: "no_answer", ring_seconds: 15 })).toEqual([["ring", 0.1, 0.25]]);
  });

  test("lays a hold over the talk", () => {
    const holds = [aMoment("held", 40, { leg_id: "main:1.1" }), aMoment("resumed", 50, { leg_id: "main:1.1" })];
    const part = { answered_at: at(20), ended_at: at(80), talk_seconds: 50, hold_seconds: 10 } as const;
    expect(spansOf(part, call, holds)?.slice(1)).toEqual([
      ["talk", 0.2, 0.8],
      ["hold", 0.4, 0.5],
    ]);
    expect(spansOf({ ...part, leg_id: "main:2.2" }, call, holds)).toHaveLength(2);
  });

  test("ends the talk of a phone that stayed up after it gave the customer away", () => {
    expect(spansOf({ answered_at: at(20), ended_at: at(80), talk_seconds: 30 })?.[1]).toEqual(["talk", 0.2, 0.5]);
  });

  test("draws the whole talk of a call that was seen in part, whose seconds are not all known", () => {
    const partial = { ...call, is_partial: true };
    const part = { answered_at: at(20), ended_at: at(80), talk_seconds: 30 };
    expect(spansOf(part, partial)?.[1]).toEqual(["talk", 0.2, 0.8]);
  });

  test("goes on until now while the call lives, and counts what is not told yet", () => {
    const now = Date.parse(at(40));
    const holding = [aMoment("held", 30, { leg_id: "main:1.1" })];
    expect(spansOf({ answered_at: at(20) }, live, [], now)?.[1]).toEqual(["talk", 0.5, 1]);
    expect(only({ answered_at: at(20) }, live, [], now)?.talkSeconds).toBe(20);
    expect(only({ answered_at: at(20) }, live, holding, now)).toMatchObject({ talkSeconds: 10, holdSeconds: 10 });
    expect(callTime(live, now).seconds).toBe(40);
  });

  test("draws nothing for a phone whose times were not seen, and never leaves the picture", () => {
    expect(spansOf({ rang_at: null, ring_end: "unknown" })).toEqual([]);
    expect(spansOf({ rang_at: at(-50), answered_at: at(500), ended_at: at(900) })?.[0]).toEqual(["ring", 0, 1]);
  });

  test("keeps all that answered when there are more phones than room", () => {
    const many = Array.from({ length: 50 }, (_, place) =>
      aLeg({ leg_id: `main:${place}`, answered_at: place === 49 ? at(90) : null }),
    );
    const shown = pictured(many, 40).map((leg) => leg.leg_id);
    expect(shown).toHaveLength(40);
    expect(shown.slice(0, 2)).toEqual(["main:0", "main:1"]);
    expect(shown.at(-1)).toBe("main:49");
    expect(pictured(many.slice(0, 3), 40)).toHaveLength(3);
  });
});
