import { expect, test } from "vitest";
import type { CallRow } from "@/wire/messages.gen";
import { withLive } from "./recentCalls";
import { aCandidate, aCard } from "./testCards";

const row = (call_id: string, started_at: string, ended_at: string | null) =>
  ({ call_id, started_at, ended_at, outcome: ended_at ? "answered" : "", person: "" }) as CallRow;

test("a call on a card stands among the recent ones while it goes on, whoever was asked when (R72)", () => {
  const known = aCard({ id: "pbx:3", match: "known", candidates: [aCandidate()], started_at: "2026-11-23T12:00:00Z" });
  const over = aCard({ id: "pbx:2", state: "wrap_up", started_at: "2026-11-23T11:00:00Z" });
  const cards = [known, over].map((card) => ({ card, revision: 1 }));
  const rows = [
    row("pbx:4", "2026-11-23T12:30:00Z", "2026-11-23T12:31:00Z"),
    row("pbx:3", "2026-11-23T12:00:00Z", null),
    row("pbx:2", "2026-11-23T11:00:00Z", "2026-11-23T11:02:00Z"),
  ];
  const shown = withLive(rows, cards, 12);
  expect(shown.map((call) => [call.call_id, call.outcome, call.person])).toEqual([
    ["pbx:4", "answered", ""],
    ["pbx:3", "", "Сидорова Анна Петровна"],
    ["pbx:2", "answered", ""],
  ]);
  expect(withLive([], cards, 1).map(({ call_id }) => call_id)).toEqual(["pbx:3"]);
  expect(withLive(rows, [], 12)).toEqual(rows);
});
