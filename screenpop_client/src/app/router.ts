import { useSyncExternalStore } from "react";

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

export function useRoute(): Route {
  return readRoute(useSyncExternalStore(subscribe, () => window.location.hash));
}

export function numberParam(route: Route, name: string): number | null {
  const text = route.params.get(name);
  return text && /^\d+$/.test(text) ? Number(text) : null;
}
