import type { CallRow } from "@/wire/messages.gen";
import type { ShownCard } from "./cards";

/** Missed calls of one caller; whoever called three times is called back, and closed, once. */
export type MissedCaller = {
  /** The newest of them. */
  readonly call: CallRow;
  /** All of them, newest first. */
  readonly callIds: readonly string[];
};

/** Who is to be shown as missed, the newest first: not a caller who is on the line right now. */
export function openMissed(calls: readonly CallRow[], cards: readonly ShownCard[]): readonly MissedCaller[] {
  const onLine = new Set(cards.map(({ card }) => card.number.e164).filter(Boolean));
  const callers = new Map<string, MissedCaller>();
  for (const call of calls) {
    if (onLine.has(call.number)) continue;
    const key = call.number || call.call_id;
    const known = callers.get(key);
    callers.set(key, { call: known?.call ?? call, callIds: [...(known?.callIds ?? []), call.call_id] });
  }
  return [...callers.values()];
}
