import { expect, test } from "vitest";
import {
  dayOf,
  dayPattern,
  duration,
  instantToText,
  likelyMoments,
  moveToDay,
  sinceStart,
  textToDay,
  textToInstant,
} from "./datetime";

const MOSCOW = "Europe/Moscow";
const NOW = new Date("2026-11-23T12:00:00Z");
// by an hour, by half an hour, at midnight, twice a year around Ramadan, and not at all
const ZONES = [
  "Europe/Moscow",
  "Asia/Kamchatka",
  "Asia/Kathmandu",
  "America/New_York",
  "Europe/Berlin",
  "Australia/Lord_Howe",
  "America/St_Johns",
  "Africa/Casablanca",
  "America/Asuncion",
  "UTC",
];
const HOUR = 3_600_000;
const CHANGES = ["2027-03-14", "2027-03-28", "2027-04-04", "2027-10-31"];
const INSTANTS = [
  ...Array.from({ length: 20 }, (_, step) => Date.UTC(2027, 0, 1) + step * 435.5 * HOUR),
  ...CHANGES.flatMap((day) => Array.from({ length: 36 }, (_, step) => Date.parse(day) + (step * 0.75 - 12) * HOUR)),
];

test("typed dates are read in the operator's time zone", () => {
  expect(textToInstant("25.11.2026 15:00", MOSCOW, NOW)).toBe("2026-11-25T12:00:00.000Z");
  expect(textToInstant("25.11.26 15:00", MOSCOW, NOW)).toBe("2026-11-25T12:00:00.000Z");
  expect(textToInstant("25/11/2026 15:00", MOSCOW, NOW)).toBe("2026-11-25T12:00:00.000Z");
  expect(textToInstant("2026-11-25 15:00", MOSCOW, NOW)).toBe("2026-11-25T12:00:00.000Z");
  expect(textToInstant("2026-11-25T15:00", MOSCOW, NOW)).toBe("2026-11-25T12:00:00.000Z");
  expect(textToInstant("2026-11-25", MOSCOW, NOW)).toBe("2026-11-25T07:00:00.000Z");
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
  expect(instantToText(instant, MOSCOW, "ru")).toBe("01.12.2026 08:05");
  expect(instantToText(instant, MOSCOW, "en")).toBe("01/12/2026 08:05");
  expect(instantToText(null, MOSCOW, "ru")).toBe("");
  expect(instantToText("rubbish", MOSCOW, "ru")).toBe("");
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

test("whatever the clocks do, there and here, what a field shows is read back as it stands (R98)", () => {
  const own = process.env.TZ;
  process.env.TZ = "America/New_York";
  const onTheWall = (at: number, timeZone: string) => {
    const [, year, month, day, time] =
      /(\d+)-(\d+)-(\d+) (\d+:\d+)/.exec(new Date(at).toLocaleString("sv-SE", { timeZone })) ?? [];
    return `${day}.${month}.${year} ${time}`;
  };
  const wrong: unknown[] = [];
  for (const zone of ZONES) {
    for (const at of INSTANTS) {
      const shown = instantToText(new Date(at).toISOString(), zone, "ru");
      const read = Date.parse(textToInstant(shown, zone, NOW) ?? "");
      // the hour that autumn has twice is read as one of the two
      const isRight = shown === onTheWall(at, zone) && (read === at || onTheWall(read, zone) === shown);
      if (!isRight) wrong.push([zone, new Date(at), shown, new Date(read)]);
    }
  }
  process.env.TZ = own;
  expect(wrong).toEqual([]);
});

test("tomorrow and a week later are ten o'clock on the wall of every zone (R98)", () => {
  for (const zone of ZONES) {
    for (let day = 0; day < 366; day += 5) {
      const now = new Date(Date.UTC(2027, 0, 1, day % 24) + day * 24 * HOUR);
      const today = dayOf(now.toISOString(), zone) ?? "";
      for (const [moment, days] of [
        [likelyMoments(zone, now).tomorrow, 1],
        [likelyMoments(zone, now).week, 7],
      ] as const) {
        expect(instantToText(moment, zone, "ru").slice(-5)).toBe("10:00");
        expect(Date.parse(dayOf(moment, zone) ?? "") - Date.parse(today)).toBe(days * 24 * HOUR);
      }
    }
  }
});

test("a day is written as its language writes it, and read in the ways of both and of computers", () => {
  expect([dayPattern("ru"), dayPattern("en")]).toEqual(["DD.MM.YYYY", "DD/MM/YYYY"]);
  for (const typed of ["25.11.2026", "25/11/2026", "25-11-26", " 2026-11-25 "])
    expect(textToDay(typed)).toBe("2026-11-25");
  for (const typed of ["", "31.02.2026", "2026-13-01", "25.11", "tomorrow"]) expect(textToDay(typed)).toBeNull();
});
