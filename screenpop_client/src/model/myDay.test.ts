import { expect, test } from "vitest";
import type { FollowUp, MyDay } from "@/wire/messages.gen";
import { partsOfDay, whoOfFollowUp } from "./myDay";

const NOW = Date.parse("2026-11-23T09:00:00Z");

function at(id: number, instant: string): FollowUp {
  return { id, at: instant, person: "", organization: "" } as FollowUp;
}

const day = (...open: FollowUp[]): MyDay => ({
  today_ends_at: "2026-11-23T12:00:00Z",
  open,
  open_count: open.length,
  closed: [],
  letters: { is_wanted: false, address: "", problem: null, words: "" },
});

test("overdue, today and later part what was promised at this minute and at the operator's midnight (R98)", () => {
  const parts = partsOfDay(
    day(
      at(1, "2026-11-22T10:00:00Z"),
      at(2, "2026-11-23T09:00:00Z"),
      at(3, "2026-11-23T11:59:59Z"),
      at(4, "2026-11-23T12:00:00Z"),
    ),
    NOW,
  );
  expect(Object.values(parts).map((rows) => rows.map(({ id }) => id))).toEqual([[1, 2], [3], [4]]);
});

test("what was for today is overdue as soon as its time is past", () => {
  const whole = day(at(3, "2026-11-23T11:00:00Z"));
  expect(partsOfDay(whole, NOW).today).toHaveLength(1);
  expect(partsOfDay(whole, NOW + 2 * 3_600_000).overdue).toHaveLength(1);
});

test("a promise is to a person, else to an organization, else to nobody known", () => {
  expect(whoOfFollowUp({ person: "Пётр", organization: "Акме" })).toBe("Пётр");
  expect(whoOfFollowUp({ person: "", organization: "Акме" })).toBe("Акме");
  expect(whoOfFollowUp({ person: "", organization: "" })).toBe("");
});
