import type { FollowUp, MyDay } from "@/wire/messages.gen";

export const DAY_PARTS = ["overdue", "today", "later"] as const;
export type DayPart = (typeof DAY_PARTS)[number];

/** Part what was promised by the clock: each promise is in just one part (R98). */
export function partsOfDay(day: MyDay, nowMs: number): Readonly<Record<DayPart, readonly FollowUp[]>> {
  const midnight = Date.parse(day.today_ends_at);
  const partOf = ({ at }: FollowUp): DayPart => {
    if (Date.parse(at) <= nowMs) return "overdue";
    return Date.parse(at) < midnight ? "today" : "later";
  };
  const inPart = (part: DayPart) => day.open.filter((followUp) => partOf(followUp) === part);
  return { overdue: inPart("overdue"), today: inPart("today"), later: inPart("later") };
}

/** Whom a promise was given to, as well as it is known. */
export function whoOfFollowUp({
  person,
  organization,
}: {
  readonly person: string;
  readonly organization: string;
}): string {
  return person || organization;
}
