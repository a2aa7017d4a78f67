import { useSyncExternalStore } from "react";
import { equals, writeFilter } from "@/model/listFilter";

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
  const search = new URLSearchParams(
    Object.entries(params ?? {}).map(([name, value]) => [name, String(value)]),
  ).toString();
  return `#/${page}${id === undefined ? "" : `/${encodeURIComponent(id)}`}${search ? `?${search}` : ""}`;
}

/** Go to a page. */
export function navigate(address: Address): void {
  window.location.hash = hrefTo(address);
}

function subscribe(listener: () => void): () => void {
  window.addEventListener("hashchange", listener);
  return () => window.removeEventListener("hashchange", listener);
}

const PAGES: Readonly<Record<string, string>> = {
  lead: "leads",
  person: "persons",
  organization: "organizations",
  campaign: "campaigns",
};

/** The page of a record (R5), null while its kind has none. */
export function hrefToRecord(entity: string, id: number): string | null {
  const page = PAGES[entity];
  return page === undefined ? null : hrefTo({ page, id });
}

/** The list of leads of one record, such as a campaign. */
export function hrefToLeads(field: string, id: number): string {
  return hrefToListOf("leads", field, id);
}

function hrefToListOf(page: string, field: string, id: number): string {
  return hrefTo({ page, params: { filter: writeFilter(equals(field, id)) } });
}

/** The list of which a figure is the count, as [page, field]. */
const COUNTED: Readonly<Record<string, readonly [string, string]>> = {
  "campaign.interests": ["leads", "campaign"],
  "person.leads": ["leads", "person"],
  "organization.leads": ["leads", "organization"],
  "organization.persons": ["persons", "organization"],
};

/** The rows behind a figure of a record, null of what counts nothing. */
export function hrefToCounted(entity: string, field: string, id: number): string | null {
  const list = COUNTED[`${entity}.${field}`];
  return list === undefined ? null : hrefToListOf(list[0], list[1], id);
}

export function useRoute(): Route {
  return readRoute(useSyncExternalStore(subscribe, () => window.location.hash));
}

export function numberParam(route: Route, name: string): number | null {
  const text = route.params.get(name);
  return text && /^\d+$/.test(text) ? Number(text) : null;
}
