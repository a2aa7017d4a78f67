import { expect, test } from "vitest";
import { dayOf, duration, instantToText, likelyMoments, moveToDay, sinceStart, textToInstant } from "./datetime";

const MOSCOW = "Europe/Moscow";
const NOW = new Date("2026-11-23T12:00:00Z");

test("typed dates are read in the operator's time zone", () => {
  expect(textToInstant("25.11.2026 15:00", MOSCOW, NOW)).toBe("2026-11-25T12:00:00.000Z");
  expect(textToInstant("25.11.26 15:00", MOSCOW, NOW)).toBe("2026-11-25T12:00:00.000Z");
  expect(textToInstant("25.11 9:30", MOSCOW, NOW)).toBe("2026-11-25T06:30:00.000Z");
  expect(textToInstant("25.11", MOSCOW, NOW)).toBe("2026-11-25T07:00:00.000Z");
  expect(textToInstant("18:15", MOSCOW, NOW)).toBe("2026-11-23T15:15:00.000Z");
});

test("what is no date is not made into one", () => {
  for (const text of ["", "завтра", "31.02.2026", "25.13.2026", "25.11.2026 26:00", "12345"]) {
    expect(textToInstant(text, MOSCOW, NOW)).toBeNull();
  }
});

test("an instant is written as it is typed", () => {
  const instant = textToInstant("01.12.2026 08:05", MOSCOW, NOW);
  expect(instantToText(instant, MOSCOW)).toBe("01.12.2026 08:05");
  expect(instantToText(null, MOSCOW)).toBe("");
  expect(instantToText("rubbish", MOSCOW)).toBe("");
});

test("another day keeps the time of day", () => {
  expect(moveToDay("2026-11-25T12:00:00.000Z", "2026-12-01", MOSCOW)).toBe("2026-12-01T12:00:00.000Z");
  expect(moveToDay(null, "2026-12-01", MOSCOW)).toBe("2026-12-01T07:00:00.000Z");
  expect(dayOf("2026-11-25T22:30:00Z", MOSCOW)).toBe("2026-11-26");
});

test("likely moments of a next contact are round and to come", () => {
  expect(likelyMoments(MOSCOW, NOW)).toEqual({
    hour: "2026-11-23T13:00:00.000Z",
    tomorrow: "2026-11-24T07:00:00.000Z",
    week: "2026-11-30T07:00:00.000Z",
  });
});

test("durations never go negative when clocks differ", () => {
  expect([-3, 7.9, 750, 3723].map(duration)).toEqual(["00:00", "00:07", "12:30", "1:02:03"]);
});

test("a step's time is told from the call's start", () => {
  expect(sinceStart("2026-11-23T09:00:00Z", "2026-11-23T09:00:12.250000Z")).toBe("+12.250");
  expect(sinceStart("2026-11-23T09:00:00Z", "2026-11-23T08:59:59.5Z")).toBe("−0.500");
});
