import { expect, test } from "vitest";
import type { CallRow } from "@/wire/messages.gen";
import { openMissed, readSeen, withSeen } from "./missedCards";
import { aCard } from "./testCards";

const call = (call_id: string, number: string) => ({ call_id, number }) as CallRow;

test("a missed call is shown until its card is closed, or its caller is on the line again (R76)", () => {
  const calls = [call("main:1", "+79161234567"), call("main:2", "+79161112233"), call("main:3", "")];
  const ringing = { card: aCard({ number: { ...aCard().number, e164: "+79161112233" } }), revision: 1 };
  expect(openMissed(calls, ["main:1"], []).map(({ call_id }) => call_id)).toEqual(["main:2", "main:3"]);
  expect(openMissed(calls, [], [ringing]).map(({ call_id }) => call_id)).toEqual(["main:1", "main:3"]);
});

test("closed cards are remembered, a bounded number of them, and nothing unreadable breaks it", () => {
  let seen: readonly string[] = [];
  for (let each = 0; each < 250; each += 1) seen = readSeen(withSeen(seen, `main:${each}`));
  expect(seen).toHaveLength(200);
  expect(seen.at(-1)).toBe("main:249");
  for (const text of [null, "", "{", "{}", '[1, "main:1"]']) expect(readSeen(text).length).toBeLessThan(2);
});
