import dayjs from "dayjs";
import type { CallFilter } from "@/wire/api";
import "@/model/datetime"; // gives dayjs its time zones

/** What the address of the calls page may hold; every value as it stands there. */
export const PARAMS = [
  "tab",
  "period",
  "from",
  "to",
  "direction",
  "outcome",
  "operator",
  "queue",
  "did",
  "campaign",
  "number",
  "person",
  "organization",
  "lead",
  "transferred",
  "sort",
] as const;

export type Param = (typeof PARAMS)[number];
export type CallParams = Readonly<Partial<Record<Param, string>>>;

export const PERIODS = ["today", "yesterday", "week", "month"] as const;
export type Period = (typeof PERIODS)[number];
export const NEWEST_FIRST = "-started";

/** Parts of the address that are no filter: they choose how the list is looked at. */
const VIEWS: readonly Param[] = ["tab", "sort"];

/** Read the parts of the address that this page knows. */
export function readParams(search: URLSearchParams): CallParams {
  const found = PARAMS.map((name) => [name, search.get(name) ?? ""] as const);
  return Object.fromEntries(found.filter(([, value]) => value !== ""));
}

/** Change some parts; an empty text takes one out. */
export function changed(params: CallParams, changes: CallParams): CallParams {
  return Object.fromEntries(Object.entries({ ...params, ...changes }).filter(([, value]) => value));
}

/** The filters that stand in the address, to be shown and taken out one by one. */
export function givenFilters(params: CallParams): readonly Param[] {
  return PARAMS.filter((name) => params[name] !== undefined && !VIEWS.includes(name));
}

/** Take all filters out; the tab and the order stay. */
export function withoutFilters(params: CallParams): CallParams {
  return Object.fromEntries(Object.entries(params).filter(([name]) => VIEWS.includes(name as Param)));
}

/** Return the server's filter of an address; days are those of `zone`. */
export function filterOf(params: CallParams, zone: string, now: Date): CallFilter {
  const whole = (name: Param) => (/^\d+$/.test(params[name] ?? "") ? Number(params[name]) : null);
  return {
    ...instants(params, zone, now),
    direction: params.direction,
    outcome: params.outcome?.split(",") ?? [],
    operator_id: whole("operator"),
    queue: params.queue,
    did: params.did,
    campaign_id: whole("campaign"),
    number: params.number,
    person_id: whole("person"),
    organization_id: whole("organization"),
    has_lead: params.lead === undefined ? null : params.lead === "yes",
    transferred: params.transferred === undefined ? null : params.transferred === "yes",
    missed_open: params.tab === "missed" ? true : undefined,
    mine: params.tab === "mine" ? true : undefined,
  };
}

function instants(params: CallParams, zone: string, now: Date): Pick<CallFilter, "since" | "until"> {
  const today = dayjs(now).tz(zone).format("YYYY-MM-DD");
  const start = (day: string | undefined, after = 0) =>
    day && /^\d{4}-\d\d-\d\d$/.test(day)
      ? dayjs.tz(`${dayjs.utc(day).add(after, "day").format("YYYY-MM-DD")} 00:00`, zone).toISOString()
      : undefined;
  switch (params.period as Period | undefined) {
    case "today":
      return { since: start(today) };
    case "yesterday":
      return { since: start(today, -1), until: start(today) };
    case "week":
      return { since: start(today, -6) };
    case "month":
      return { since: start(today, -29) };
    default:
      return { since: start(params.from), until: start(params.to, 1) };
  }
}
