import { expect, test } from "vitest";
import type { CallRow } from "@/wire/messages.gen";
import { legBars } from "./legBars";
import { operatorLines } from "./operatorLines";
import { aLeg, at } from "./testCalls";

const call = { started_at: at(0), ended_at: at(100), is_partial: false } as CallRow;

test("an operator with several phones has a sum above them, everybody else a line of their own", () => {
  const legs = [
    aLeg({
      leg_id: "a",
      ring_seconds: 3,
      ring_end: "answered",
      answered_at: at(13),
      ended_at: at(40),
      talk_seconds: 20,
    }),
    aLeg({ leg_id: "b", endpoint: "PJSIP/102", operator_id: 2, operator: "Boris", ring_end: "rejected" }),
    aLeg({ leg_id: "c", ring_seconds: 2, answered_at: at(50), ended_at: at(90), talk_seconds: 30, hold_seconds: 10 }),
    aLeg({ leg_id: "d", endpoint: "PJSIP/177", operator_id: null, operator: "", rang_at: null }),
    aLeg({ leg_id: "e", endpoint: "PJSIP/177", operator_id: null, operator: "" }),
  ];
  const lines = operatorLines(legs, legBars(call, legs, [], 0));
  expect(lines.map((line) => [line.kind, line.name, line.ringSeconds, line.talkSeconds, line.holdSeconds])).toEqual([
    ["sum", "Anna", 5, 50, 10],
    ["part", "PJSIP/101", 3, 20, 0],
    ["part", "PJSIP/101", 2, 30, 10],
    ["only", "Boris", 0, 0, 0],
    ["only", "PJSIP/177", 0, 0, 0],
    ["only", "PJSIP/177", 0, 0, 0],
  ]);
  expect(lines.map((line) => line.ringEnd)).toEqual([null, "answered", "", "rejected", null, ""]);
  expect(new Set(lines.map((line) => line.key)).size).toBe(lines.length);
});

test("of a phone that was dialled from nobody asks how it was rung", () => {
  const dialled = aLeg({ rang_at: null, answered_at: at(20), ended_at: at(80), talk_seconds: 60 });
  expect(operatorLines([dialled], []).map((line) => line.ringEnd)).toEqual([null]);
});

test("no phones, no lines", () => {
  expect(operatorLines([], [])).toEqual([]);
});
