import { expect, test } from "vitest";
import type { CallRow } from "@/wire/messages.gen";
import { openMissed } from "./missedCards";
import { aCard } from "./testCards";

const call = (call_id: string, number: string) => ({ call_id, number }) as CallRow;

test("a missed call is shown until its caller is on the line again (R76)", () => {
  const calls = [call("main:1", "+79161234567"), call("main:2", "+79161112233"), call("main:3", "")];
  const ringing = { card: aCard({ number: { ...aCard().number, e164: "+79161112233" } }), revision: 1 };
  expect(openMissed(calls, []).map(({ call_id }) => call_id)).toEqual(["main:1", "main:2", "main:3"]);
  expect(openMissed(calls, [ringing]).map(({ call_id }) => call_id)).toEqual(["main:1", "main:3"]);
});
