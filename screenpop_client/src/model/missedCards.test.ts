import { expect, test } from "vitest";
import type { CallRow } from "@/wire/messages.gen";
import { openMissed } from "./missedCards";
import { aCard } from "./testCards";

const call = (call_id: string, number: string) => ({ call_id, number }) as CallRow;

test("a missed call is shown until its caller is on the line again (R76)", () => {
  const calls = [call("main:1", "+79161234567"), call("main:2", "+79161112233"), call("main:3", "")];
  const ringing = { card: aCard({ number: { ...aCard().number, e164: "+79161112233" } }), revision: 1 };
  expect(openMissed(calls, []).map(({ call }) => call.call_id)).toEqual(["main:1", "main:2", "main:3"]);
  expect(openMissed(calls, [ringing]).map(({ call }) => call.call_id)).toEqual(["main:1", "main:3"]);
});

test("who called several times is one card, closed with all of their calls; hidden numbers are not one caller", () => {
  const calls = [
    call("main:5", "+79161234567"),
    call("main:4", ""),
    call("main:3", ""),
    call("main:2", "+79161234567"),
  ];
  expect(openMissed(calls, []).map(({ call: { call_id }, callIds }) => [call_id, callIds])).toEqual([
    ["main:5", ["main:5", "main:2"]],
    ["main:4", ["main:4"]],
    ["main:3", ["main:3"]],
  ]);
});
