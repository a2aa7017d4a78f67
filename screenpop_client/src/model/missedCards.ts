import type { CallRow } from "@/wire/messages.gen";
import type { ShownCard } from "./cards";

/** Missed calls whose card was closed that are remembered: older ones are no longer shown anyway. */
const REMEMBERED = 200;

export function seenKey(operatorId: number): string {
  return `missed.${operatorId}`;
}

/** Read the calls whose missed card was closed; anything unreadable counts as none. */
export function readSeen(text: string | null): readonly string[] {
  try {
    const raw: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(raw) ? raw.filter((id): id is string => typeof id === "string") : [];
  } catch {
    return [];
  }
}

/** Write them with one more; of too many the oldest go. */
export function withSeen(seen: readonly string[], callId: string): string {
  return JSON.stringify([...seen.filter((id) => id !== callId), callId].slice(-REMEMBERED));
}

/** Missed calls to be shown: not closed here, and not of a caller who is on the line right now. */
export function openMissed(
  calls: readonly CallRow[],
  seen: readonly string[],
  cards: readonly ShownCard[],
): readonly CallRow[] {
  const closed = new Set(seen);
  const onLine = new Set(cards.map(({ card }) => card.number.e164).filter(Boolean));
  return calls.filter((call) => !closed.has(call.call_id) && !onLine.has(call.number));
}
