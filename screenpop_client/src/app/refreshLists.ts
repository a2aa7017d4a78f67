import type { QueryClient } from "@tanstack/react-query";
import type { CallPage, CallRow, ListsChanged } from "@/wire/messages.gen";
import { COLLEAGUES, LIVE_CALLS } from "./controlQueries";
import { OPEN_DEALS } from "./dealQueries";
import { refreshRecordLists } from "./listQueries";
import { isOfMissed, MISSED_HERE } from "./queries";

type List = ListsChanged["lists"][number];

/** What shows rows of a list under another name. */
const ALSO: Readonly<Partial<Record<List, readonly string[]>>> = {
  leads: ["contacts", "persons", "dictionaries"],
  dictionaries: ["scripts"],
};

/** Ask again for what the server says may have changed. */
export function refreshLists(queries: QueryClient, lists: readonly List[]): void {
  for (const list of lists) {
    if (list === "missed") refreshMissed(queries);
    else if (list === "live") refreshLive(queries);
    else for (const name of [list, ...(ALSO[list] ?? [])]) void queries.invalidateQueries({ queryKey: [name] });
  }
  if (!lists.includes("leads")) return;
  void refreshRecordLists(queries);
  void queries.invalidateQueries({ queryKey: ["records", "lead"] });
  void queries.invalidateQueries({ queryKey: OPEN_DEALS }); // an interest may have made one
}

/** Everybody hears of who and what is at the phones: a tab behind others waits until it is looked at. */
function refreshLive(queries: QueryClient): void {
  for (const queryKey of [LIVE_CALLS, COLLEAGUES])
    void queries.invalidateQueries({ queryKey, refetchType: ifLookedAt() });
}

/** Everybody hears of missed calls: a tab behind others waits with asking until it is looked at. */
function refreshMissed(queries: QueryClient): void {
  void queries.invalidateQueries({
    predicate: ({ queryKey: [list, kind, what], state: { data } }) => {
      if (list !== "calls") return false;
      if (kind === "one") return (data as CallRow | undefined)?.is_missed_open === true;
      return kind === MISSED_HERE ? ((data as CallPage | undefined)?.rows.length ?? 0) > 0 : isOfMissed(what);
    },
    refetchType: ifLookedAt(),
  });
}

function ifLookedAt(): "none" | "active" {
  return document.visibilityState === "hidden" ? "none" : "active";
}
