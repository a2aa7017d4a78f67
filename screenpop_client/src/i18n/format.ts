import type { Language } from "@/wire/messages.gen";

/** Writes instants the way the operator reads them. */
export type TextFormat = {
  readonly dateTime: (instant: string | null) => string;
  readonly date: (instant: string | null) => string;
  /** A day of the calendar, the same in every time zone. */
  readonly day: (day: string | null) => string;
  readonly time: (instant: string | null) => string;
  /** Short: the time for today, else the day. */
  readonly short: (instant: string, nowMs: number) => string;
  /** The day in a word when there is one, and the time: "tomorrow 15:00". */
  readonly moment: (instant: string, nowMs: number) => string;
  /** "2 days ago". */
  readonly ago: (instant: string, nowMs: number) => string;
  readonly number: (value: number) => string;
  /** A sum of money without its currency: "8 700 000", or with both kopecks, "76 400,50". */
  readonly sum: (value: number) => string;
  /** A number as it is typed, with the language's own decimal mark. */
  readonly decimalPoint: (text: string) => string;
  /** "3 contacts". */
  readonly contacts: (count: number) => string;
};

const LOCALES: Readonly<Record<Language, string>> = { ru: "ru-RU", en: "en-GB" };

const DAY_MS = 86_400_000;
const NEAR_DAYS = [-1, 0, 1];

const CONTACTS: Readonly<Record<Language, Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>>> = {
  ru: { one: "контакт", few: "контакта", many: "контактов", other: "контакта" },
  en: { one: "contact", other: "contacts" },
};

export function makeFormat(language: Language, zone: string): TextFormat {
  const locale = LOCALES[language];
  const style = (options: Intl.DateTimeFormatOptions) => {
    const formatter = new Intl.DateTimeFormat(locale, { timeZone: zone, ...options });
    return (instant: string | null) => (instant ? formatter.format(new Date(instant)) : "");
  };
  const day = { day: "2-digit", month: "2-digit", year: "numeric" } as const;
  const clock = { hour: "2-digit", minute: "2-digit" } as const;
  const date = style(day);
  const dateTimeRaw = style({ ...day, ...clock });
  const dateTime = (instant: string | null) => dateTimeRaw(instant).replace(",", "");
  const time = style(clock);
  const dayMonth = style({ day: "2-digit", month: "2-digit" });
  const plural = new Intl.PluralRules(locale);
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "long" });
  const count = new Intl.NumberFormat(locale);
  const sum = new Intl.NumberFormat(locale, {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
    trailingZeroDisplay: "stripIfInteger",
  });
  const calendarDay = new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...day });
  return {
    date,
    dateTime,
    time,
    short: (instant, nowMs) => {
      const now = new Date(nowMs).toISOString();
      if (date(instant) === date(now)) return time(instant);
      return instant.slice(0, 4) === now.slice(0, 4) ? dayMonth(instant) : date(instant);
    },
    moment: (instant, nowMs) => {
      const word = NEAR_DAYS.find((days) => date(instant) === date(new Date(nowMs + days * DAY_MS).toISOString()));
      return `${word === undefined ? dayMonth(instant) : relative.format(word, "day")} ${time(instant)}`;
    },
    ago: (instant, nowMs) => ago(relative, (Date.parse(instant) - nowMs) / 1000),
    decimalPoint: (text) => (language === "ru" ? text.replace(".", ",") : text),
    number: (value) => count.format(value),
    sum: (value) => sum.format(value),
    day: (value) => (value ? calendarDay.format(new Date(value)) : ""),
    contacts: (value) =>
      `${count.format(value)} ${CONTACTS[language][plural.select(value)] ?? CONTACTS[language].other}`,
  };
}

const STEPS: readonly (readonly [number, Intl.RelativeTimeFormatUnit])[] = [
  [60, "second"],
  [60, "minute"],
  [24, "hour"],
  [30, "day"],
  [12, "month"],
];

function ago(relative: Intl.RelativeTimeFormat, seconds: number): string {
  let value = seconds;
  for (const [size, unit] of STEPS) {
    if (Math.abs(value) < size) return relative.format(Math.round(value), unit);
    value /= size;
  }
  return relative.format(Math.round(value), "year");
}
