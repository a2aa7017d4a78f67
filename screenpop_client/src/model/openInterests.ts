/** Which interest cards are open in this tab; the active one is on the screen, the rest are minimised. */
export type OpenInterests = {
  readonly keys: readonly string[];
  readonly active: string | null;
};

export const NOTHING_OPEN: OpenInterests = { keys: [], active: null };

const MANUAL = "manual:";

/** Return the draft key of a card made by hand. */
export function manualKey(id: string): string {
  return MANUAL + id;
}

/** Return the draft key of a card about an entry of a call round, when there is no call to keep it by. */
export function entryKey(entryId: number): string {
  return manualKey(`entry-${entryId}`);
}

/** Return the draft key of a card that gives a lead its result, when there is no call to keep it by. */
export function leadKey(leadId: number): string {
  return manualKey(`lead-${leadId}`);
}

/** Return the draft key of a deal's contact card: the server forgets the draft by the same one. */
export function dealKey(dealId: number, callId: string | null): string {
  return callId === null ? `deal:${dealId}` : `deal:${dealId}:${callId}`;
}

/** A call's id has no such form: a PBX's Uniqueid is never a whole number alone. */
const DEAL_KEY = /^deal:(\d+)(?::(.+))?$/;

/** Return the deal whose contact a card is about, or null for the card of an interest. */
export function dealOf(key: string): number | null {
  const id = DEAL_KEY.exec(key)?.[1];
  return id === undefined ? null : Number(id);
}

/** Return the call a card belongs to, or null for one made by hand. */
export function callOf(key: string): string | null {
  const ofDeal = DEAL_KEY.exec(key);
  if (ofDeal) return ofDeal[2] ?? null;
  return key.startsWith(MANUAL) ? null : key;
}

export function openInterest(open: OpenInterests, key: string): OpenInterests {
  return { keys: open.keys.includes(key) ? open.keys : [...open.keys, key], active: key };
}

export function minimiseInterest(open: OpenInterests): OpenInterests {
  return { ...open, active: null };
}

export function closeInterest(open: OpenInterests, key: string): OpenInterests {
  return { keys: open.keys.filter((other) => other !== key), active: open.active === key ? null : open.active };
}

/** Read what a reload left; anything unreadable counts as nothing. */
export function readOpen(text: string | null): OpenInterests {
  try {
    const raw = JSON.parse(text ?? "") as { keys?: unknown; active?: unknown };
    if (!Array.isArray(raw.keys)) return NOTHING_OPEN;
    const keys = raw.keys.filter((key): key is string => typeof key === "string");
    return { keys, active: typeof raw.active === "string" && keys.includes(raw.active) ? raw.active : null };
  } catch {
    return NOTHING_OPEN;
  }
}
