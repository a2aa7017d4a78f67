import { useSyncExternalStore } from "react";
import { both, equals, type FilterNode, writeFilter } from "@/model/listFilter";
import { askToLeave } from "./leaveGuards";

/** Where the user is: the address after `#`, so that the server needs to know no page. */
export type Route = {
  readonly page: string;
  readonly id: number | null;
  /** The same part of the address as text: calls are named by the PBX. */
  readonly key: string;
  readonly params: URLSearchParams;
};

/** Read an address such as "#/leads/12?campaign=3". */
export function readRoute(hash: string): Route {
  const [path = "", search = ""] = hash.replace(/^#\/?/, "").split("?");
  const [page = "", id = ""] = path.split("/");
  return {
    page: page || "desk",
    id: /^\d+$/.test(id) ? Number(id) : null,
    key: decoded(id),
    params: new URLSearchParams(search),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export type Address = {
  readonly page: string;
  readonly id?: number | string;
  readonly params?: Readonly<Record<string, string | number>>;
};

/** Write the address of a page. */
export function hrefTo({ page, id, params }: Address): string {
  const path = `#/${page}${id === undefined ? "" : `/${encodeURIComponent(id)}`}`;
  if (params === undefined) return path;
  const search = new URLSearchParams(Object.entries(params).map(([name, value]) => [name, String(value)])).toString();
  return search ? `${path}?${search}` : path;
}

/** Go to a page. */
export function navigate(address: Address): void {
  window.location.hash = hrefTo(address);
}

let shown = "";
let isLeaving = false;
const listeners = new Set<() => void>();

function follow(): void {
  const wanted = window.location.hash;
  const [from, to] = [readRoute(shown), readRoute(wanted)];
  const isElsewhere = from.page !== to.page || from.key !== to.key;
  if (isElsewhere && !isLeaving) {
    const go = () => {
      isLeaving = true;
      window.location.hash = wanted;
    };
    if (askToLeave(go)) {
      window.history.pushState(null, "", shown || "#");
      return;
    }
  }
  isLeaving = false;
  shown = wanted;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) window.addEventListener("hashchange", follow);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener("hashchange", follow);
  };
}

function shownHash(): string {
  if (listeners.size === 0) shown = window.location.hash;
  return shown;
}

/** The pages of the kinds of record; a kind that is in none of them has its own name for one. */
const PAGES: Readonly<Record<string, string>> = {
  lead: "leads",
  person: "persons",
  organization: "organizations",
  campaign: "campaigns",
  deal: "deals",
  contract: "contracts",
  employee: "employees",
  task: "tasks",
  pipeline: "pipelines",
  interview: "interviews",
  mailing: "mailings",
  mailing_template: "mailing_templates",
  call_round: "call_rounds",
};
const ENTITIES = new Map(Object.entries(PAGES).map(([entity, page]) => [page, entity]));
/** Who has a login is no record, and a call has a page that no number leads to. */
const PAGELESS = new Set(["operator", "call"]);

/** The kind of record that a page shows: its list, or one of it. */
export function entityOfPage(page: string): string {
  return ENTITIES.get(page) ?? page;
}

export function pageOfEntity(entity: string): string {
  return PAGES[entity] ?? entity;
}

/** The page of a record (R5), null while its kind has none. */
export function hrefToRecord(entity: string, id: number): string | null {
  return PAGELESS.has(entity) ? null : hrefTo({ page: pageOfEntity(entity), id });
}

function hrefToListOf(page: string, field: string, id: number, counted: FilterNode | null = null): string {
  return hrefTo({ page, params: { filter: writeFilter(both(equals(field, id), counted)) } });
}

/** Which contracts an event is told to have brought: those that its row counts (R32). */
export const SIGNED = equals("state", "signed");

/** The list of which a figure is the count or the sum, as [page, field, which of them] (A3–A4). */
const COUNTED: Readonly<Record<string, readonly [string, string, FilterNode?]>> = {
  "campaign.interests": ["leads", "campaign"],
  "campaign.deals": ["deals", "campaign"],
  "campaign.contracts": ["contracts", "campaign", SIGNED],
  "campaign.revenue": ["contracts", "campaign", SIGNED],
  "person.leads": ["leads", "person"],
  "organization.leads": ["leads", "organization"],
  "organization.persons": ["persons", "organization"],
};

/** Figures of an event that are of its costs (A1–A2). */
const SPENT = new Set(["labour_hours", "hours_plan", "hours_fact", "cost_plan", "cost_fact"]);

/** The rows behind a figure of a record, null of what counts nothing. */
export function hrefToCounted(entity: string, field: string, id: number): string | null {
  if (entity === "campaign" && SPENT.has(field)) return hrefTo({ page: "campaigns", id, params: { tab: "costs" } });
  const list = COUNTED[`${entity}.${field}`];
  return list === undefined ? null : hrefToListOf(list[0], list[1], id, list[2]);
}

/** The tab that the address of a record's page asks for. */
export function useAskedTab(page: string, id: number): string | null {
  const route = useRoute();
  return route.page === page && route.id === id ? route.params.get("tab") : null;
}

export function useRoute(): Route {
  return readRoute(useSyncExternalStore(subscribe, shownHash));
}

export function numberParam(route: Route, name: string): number | null {
  const text = route.params.get(name);
  return text && /^\d+$/.test(text) ? Number(text) : null;
}
