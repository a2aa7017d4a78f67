import dayjs from "dayjs";
import customParseFormat from "dayjs/plugin/customParseFormat";
import timezone from "dayjs/plugin/timezone";
import utc from "dayjs/plugin/utc";
import type { Language } from "@/wire/messages.gen";

dayjs.extend(customParseFormat);
dayjs.extend(utc);
dayjs.extend(timezone);

type Wall = { readonly year: string; readonly month: string; readonly day: string; readonly time: string };

const MARKS: Readonly<Record<Language, string>> = { ru: ".", en: "/" };

/** How a language writes a day in a field, as in lists and letters: "DD.MM.YYYY" or "DD/MM/YYYY". */
export function dayPattern(language: Language): string {
  return ["DD", "MM", "YYYY"].join(MARKS[language]);
}

/** Write an instant as a field of the language shows it: wall-clock time of `zone`; "" when it cannot be read. */
export function instantToText(instant: string | null, zone: string, language: Language): string {
  const wall = wallOf(instant, zone);
  return wall ? `${[wall.day, wall.month, wall.year].join(MARKS[language])} ${wall.time}` : "";
}

// Not by dayjs: where the computer's own clocks leave an hour out in spring it takes the one after it, in any zone.
function wallOf(instant: string | null, zone: string): Wall | null {
  const at = new Date(instant ?? Number.NaN);
  if (Number.isNaN(at.getTime())) return null;
  const parts = Object.fromEntries(
    clockOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const { year = "", month = "", day = "", hour = "", minute = "" } = parts;
  return { year, month, day, time: `${hour}:${minute}` };
}

const CLOCKS = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = CLOCKS.get(zone);
  if (known) return known;
  const two = "2-digit";
  const made = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: two,
    day: two,
    hour: two,
    minute: two,
  });
  CLOCKS.set(zone, made);
  return made;
}

const WITH_YEAR = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?:\s+(\d{1,2})(?:[:.](\d{2}))?)?$/;
const WITHOUT_YEAR = /^(\d{1,2})[./-](\d{1,2})(?:\s+(\d{1,2})(?:[:.](\d{2}))?)?$/;
const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T\s]\s*(\d{1,2})(?:[:.](\d{2}))?)?$/;
const TIME_ONLY = /^(\d{1,2}):(\d{2})$/;

/** Read a day that somebody typed ("25.11.2026", "25/11/26", "2026-11-25") as "2026-11-25"; null when unreadable. */
export function textToDay(text: string): string | null {
  const typed = text.trim();
  const [, year, month, day] = ISO.exec(typed) ?? [];
  const [, ownDay = day, ownMonth = month, ownYear = year] = WITH_YEAR.exec(typed) ?? [];
  const written = [longYear(ownYear), ownMonth?.padStart(2, "0"), ownDay?.padStart(2, "0")].join("-");
  return dayjs.utc(written, "YYYY-MM-DD", true).isValid() ? written : null;
}

/** Read what an operator typed ("25.11.2026 15:00", "25/11 15", "2026-11-25 15:00", "15:00") as an instant; null when unreadable. */
export function textToInstant(text: string, zone: string, now: Date): string | null {
  const today = dayjs(now).tz(zone);
  const typed = text.trim();
  const full = WITH_YEAR.exec(typed);
  if (full) return at(zone, longYear(full[3]), full[2], full[1], full[4] ?? "10", full[5]);
  const iso = ISO.exec(typed);
  if (iso) return at(zone, iso[1], iso[2], iso[3], iso[4] ?? "10", iso[5]);
  const short = WITHOUT_YEAR.exec(typed);
  if (short) return at(zone, String(today.year()), short[2], short[1], short[3] ?? "10", short[4]);
  const time = TIME_ONLY.exec(typed);
  if (time) {
    return at(zone, String(today.year()), String(today.month() + 1), String(today.date()), time[1], time[2]);
  }
  return null;
}

function longYear(year: string | undefined): string {
  return year?.length === 2 ? `20${year}` : (year ?? "");
}

function at(zone: string, ...parts: (string | undefined)[]): string | null {
  const [year = "", month = "", day = "", hour = "0", minute = "00"] = parts;
  const text = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")} ${hour.padStart(2, "0")}:${minute}`;
  // dayjs.tz rolls 31.02 over into March; a strict reading in UTC refuses it first.
  if (!dayjs.utc(text, "YYYY-MM-DD HH:mm", true).isValid()) return null;
  return dayjs.tz(text, "YYYY-MM-DD HH:mm", zone).toISOString();
}

/** Return `day` ("YYYY-MM-DD") at the wall-clock time that `instant` has, or ten o'clock. */
export function moveToDay(instant: string | null, day: string, zone: string): string {
  const time = wallOf(instant, zone)?.time ?? "10:00";
  return dayjs.tz(`${day} ${time}`, "YYYY-MM-DD HH:mm", zone).toISOString();
}

/** Return the day of an instant in `zone` as "YYYY-MM-DD". */
export function dayOf(instant: string | null, zone: string): string | null {
  const wall = wallOf(instant, zone);
  return wall && `${wall.year}-${wall.month}-${wall.day}`;
}

/** Likely moments of a next contact: in an hour, tomorrow at ten, in a week at ten. */
export function likelyMoments(zone: string, now: Date): { hour: string; tomorrow: string; week: string } {
  const hour = dayjs(now).add(1, "hour").second(0).millisecond(0).toISOString();
  return { hour, tomorrow: daysAhead(1, zone, now), week: daysAhead(7, zone, now) };
}

/** Ten o'clock in so many days. */
export function daysAhead(days: number, zone: string, now: Date): string {
  const day = dayjs.utc(dayOf(now.toISOString(), zone)).add(days, "day").format("YYYY-MM-DD");
  return dayjs.tz(`${day} 10:00`, "YYYY-MM-DD HH:mm", zone).toISOString();
}

/** Write seconds as "0:07", "12:30" or "1:02:03". */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (value: number) => String(value).padStart(2, "0");
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${two(minutes)}:${two(whole % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)}`;
}

/** Write how long after `start` an instant was, as "+1.250": seconds to the millisecond. */
export function sinceStart(start: string, instant: string): string {
  const seconds = (Date.parse(instant) - Date.parse(start)) / 1000;
  return `${seconds < 0 ? "−" : "+"}${Math.abs(seconds).toFixed(3)}`;
}
