import { describe, expect, test } from "vitest";
import type { CallRow } from "@/wire/messages.gen";
import { customerSpans, doerOf, isUntaken, queueSeconds, targetOf, toldMoments } from "./callMoments";
import { callTime } from "./legBars";
import { aMoment, at } from "./testCalls";

const call = { started_at: at(0), ended_at: at(100) } as CallRow;
const time = callTime(call, 0);
const waited = [
  aMoment("queued", 10, { target: "sales" }),
  aMoment("left_queue", 20, { target: "sales", seconds: 10 }),
  aMoment("queued", 20, { target: "support" }),
  aMoment("left_queue", 25, { target: "support", seconds: 5 }),
];
const parked = [aMoment("parked", 50, { target: "701" }), aMoment("unparked", 80, { target: "701" })];

describe("what the customer went through", () => {
  test("waits in queues and parking are spans, an open one goes on until the end", () => {
    expect(customerSpans([...waited, ...parked], time)).toEqual([
      { kind: "queue", from: 0.1, to: 0.2 },
      { kind: "queue", from: 0.2, to: 0.25 },
      { kind: "parked", from: 0.5, to: 0.8 },
    ]);
    expect(customerSpans(parked.slice(0, 1), time)).toEqual([{ kind: "parked", from: 0.5, to: 1 }]);
  });

  test("the wait in queues is their sum, and grows while it goes on", () => {
    expect(queueSeconds(waited, time)).toBe(15);
    expect(queueSeconds(waited.slice(0, 3), time)).toBe(10 + 80);
    expect(queueSeconds([], time)).toBe(0);
  });

  test("a queue and a hold are told once with their end, hand-overs are numbered", () => {
    const holds = [aMoment("held", 30, { leg_id: "a" }), aMoment("resumed", 35, { leg_id: "a", seconds: 5 })];
    const told = toldMoments([...waited.slice(0, 2), ...holds, aMoment("blind", 40), ...parked]);
    expect(told.map((one) => [one.moment.kind, one.end?.seconds ?? null, one.number])).toEqual([
      ["queued", 10, null],
      ["held", 5, null],
      ["blind", null, 1],
      ["parked", 0, 2],
      ["unparked", null, 3],
    ]);
  });

  test("a hold of one phone does not end that of another", () => {
    const told = toldMoments([aMoment("held", 30, { leg_id: "a" }), aMoment("resumed", 35, { leg_id: "b" })]);
    expect(told[0]?.end).toBeUndefined();
  });

  test("a transfer names who took it and what was dialled; phones without an operator by their endpoint", () => {
    const blind = aMoment("blind", 5, { endpoint: "PJSIP/101", operator: "Anna", target: "500" });
    expect(doerOf(blind)).toBe("Anna");
    expect(doerOf({ ...blind, operator: "" })).toBe("PJSIP/101");
    expect(targetOf(blind)).toBe("500");
    expect(targetOf({ ...blind, colleague_endpoint: "PJSIP/103" })).toBe("PJSIP/103 (500)");
    expect(targetOf({ ...blind, colleague: "Vera", colleague_endpoint: "PJSIP/103", target: "" })).toBe("Vera");
  });

  test("a transfer nobody took is said so once the call is over", () => {
    const blind = aMoment("blind", 5, { target: "202" });
    expect(isUntaken(call, blind)).toBe(true);
    expect(isUntaken({ ...call, ended_at: null }, blind)).toBe(false);
    expect(isUntaken(call, { ...blind, colleague_endpoint: "PJSIP/202" })).toBe(false);
  });
});
