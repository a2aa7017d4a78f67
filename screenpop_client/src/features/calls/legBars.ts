import type { CallRow, LegRow } from "@/wire/messages.gen";

/** One phone's part in a call, as shares (0…1) of the call's length. */
export type LegBar = {
  readonly key: string;
  readonly ring: { readonly from: number; readonly to: number } | null;
  readonly talk: { readonly from: number; readonly to: number } | null;
  readonly talkSeconds: number;
};

/** Lay the legs out over the call's time; a call that still goes on ends at `nowMs`. */
export function legBars(call: CallRow, legs: readonly LegRow[], nowMs: number): readonly LegBar[] {
  const start = Date.parse(call.started_at);
  const end = Math.max(call.ended_at ? Date.parse(call.ended_at) : nowMs, start + 1000);
  const share = (at: number) => Math.min(1, Math.max(0, (at - start) / (end - start)));
  const span = (from: number | null, to: number) =>
    from === null || to < from ? null : { from: share(from), to: share(to) };
  return legs.map((leg) => {
    const over = leg.ended_at ? Date.parse(leg.ended_at) : end;
    const rang = leg.rang_at ? Date.parse(leg.rang_at) : null;
    const answered = leg.answered_at ? Date.parse(leg.answered_at) : null;
    const ringOver = rang === null ? over : Math.min(over, answered ?? rang + leg.ring_seconds * 1000);
    return {
      key: leg.leg_id,
      ring: span(rang, leg.ring_end === "" && answered === null ? over : ringOver),
      talk: span(answered, over),
      talkSeconds: answered === null ? 0 : Math.max(0, (over - answered) / 1000),
    };
  });
}

/** The length of the call in seconds, for the axis. */
export function callSeconds(call: CallRow, nowMs: number): number {
  const end = call.ended_at ? Date.parse(call.ended_at) : nowMs;
  return Math.max(1, (end - Date.parse(call.started_at)) / 1000);
}
