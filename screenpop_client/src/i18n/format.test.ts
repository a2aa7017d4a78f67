import { expect, test } from "vitest";
import { makeFormat } from "./format";

const now = Date.parse("2026-11-23T12:00:00Z");

test("a moment near to now is told by the day's word, in the operator's time zone", () => {
  const ru = makeFormat("ru", "Europe/Moscow");
  expect(ru.moment("2026-11-23T12:30:00Z", now)).toBe("сегодня 15:30");
  expect(ru.moment("2026-11-23T21:30:00Z", now)).toBe("завтра 00:30");
  expect(ru.moment("2026-11-22T20:30:00Z", now)).toBe("вчера 23:30");
  expect(ru.moment("2026-11-30T07:00:00Z", now)).toBe("30.11 10:00");
  expect(makeFormat("en", "UTC").moment("2026-11-24T09:00:00Z", now)).toBe("tomorrow 09:00");
});

test("a day of the calendar is the same day in every time zone", () => {
  for (const zone of ["Pacific/Honolulu", "UTC", "Asia/Kamchatka"]) {
    expect(makeFormat("ru", zone).day("2026-11-23")).toBe("23.11.2026");
    expect(makeFormat("en", zone).day("2026-11-23")).toBe("23/11/2026");
  }
  expect(makeFormat("ru", "UTC").day(null)).toBe("");
});

test("a sum is told with its kopecks, if it has any", () => {
  expect([8_700_000, 76_400.5, 0].map(makeFormat("ru", "UTC").sum)).toEqual([
    "8\u00a0700\u00a0000",
    "76\u00a0400,50",
    "0",
  ]);
});
