import type { Language } from "@/wire/messages.gen";
import { instantToText } from "./datetime";

/** Before this hour of theirs, and from the later one on, people are not called. */
export const EARLIEST_HOUR = 9;
export const LATEST_HOUR = 21;

export type CallerTime = {
  readonly time: string;
  /** "GMT+5": a zone's name is too long for a field. */
  readonly offset: string;
  readonly isNight: boolean;
};

/** Tell an instant by the customer's clock. */
export function callerTime(instant: string, zone: string, language: Language): CallerTime {
  const format = new Intl.DateTimeFormat(language, { timeZone: zone, hour: "numeric", timeZoneName: "shortOffset" });
  const offset = format.formatToParts(new Date(instant)).find((part) => part.type === "timeZoneName")?.value ?? "";
  const time = instantToText(instant, zone, language);
  const hour = Number(time.slice(-5, -3));
  return { time, offset, isNight: hour < EARLIEST_HOUR || hour >= LATEST_HOUR };
}
