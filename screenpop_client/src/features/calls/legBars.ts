import type { CallRow, LegRow, MomentRow } from "@/wire/messages.gen";

/** A part of the call's time, as shares (0…1) of its length. */
export type Span<Kind extends string> = { readonly kind: Kind; readonly from: number; readonly to: number };

/** One phone's part in a call; later spans lie over earlier ones. */
export type LegBar = {
  readonly key: string;
  readonly spans: readonly Span<"ring" | "talk" | "hold">[];
  readonly talkSeconds: number;
  readonly holdSeconds: number;
};

/** The time of a call; one that still goes on ends at `nowMs`. */
export type CallTime = {
  readonly startMs: number;
  readonly endMs: number;
  readonly seconds: number;
  readonly share: (ms: number) => number;
};

export function callTime(call: CallRow, nowMs: number): CallTime {
  const startMs = Date.parse(call.started_at);
  const endMs = Math.max(call.ended_at ? Date.parse(call.ended_at) : nowMs, startMs + 1000);
  const share = (ms: number) => Math.min(1, Math.max(0, (ms - startMs) / (endMs - startMs)));
  return { startMs, endMs, seconds: (endMs - startMs) / 1000, share };
}

/** Put a span on the axis; null when it has no beginning, or ends before it. */
export function spanOf<Kind extends string>(
  time: CallTime,
  kind: Kind,
  fromMs: number | null,
  toMs: number,
): Span<Kind> | null {
  return fromMs === null || toMs < fromMs ? null : { kind, from: time.share(fromMs), to: time.share(toMs) };
}

/** Lay the phones out over the call's time: ringing, talk, and hold over the talk. */
export function legBars(
  call: CallRow,
  legs: readonly LegRow[],
  moments: readonly MomentRow[],
  nowMs: number,
): readonly LegBar[] {
  const time = callTime(call, nowMs);
  return legs.map((leg) => {
    const over = leg.ended_at ? Date.parse(leg.ended_at) : time.endMs;
    const rang = leg.rang_at ? Date.parse(leg.rang_at) : null;
    const answered = leg.answered_at ? Date.parse(leg.answered_at) : null;
    const holds = holdsOf(leg, moments, over);
    const heldMs = holds.reduce((sum, hold) => sum + hold.toMs - hold.fromMs, 0);
    const isOver = leg.ended_at !== null || answered === null;
    const spans = [
      spanOf(time, "ring", rang, ringOver(leg, rang, answered, over)),
      spanOf(time, "talk", answered, talkOver(call, leg, answered, over)),
      ...holds.map((hold) => spanOf(time, "hold", hold.fromMs, hold.toMs)),
    ];
    return {
      key: leg.leg_id,
      spans: spans.filter((span) => span !== null),
      talkSeconds: isOver ? leg.talk_seconds : Math.max(0, (over - answered - heldMs) / 1000),
      holdSeconds: isOver ? leg.hold_seconds : heldMs / 1000,
    };
  });
}

function ringOver(leg: LegRow, rang: number | null, answered: number | null, over: number): number {
  if (answered !== null) return Math.min(over, answered);
  return rang === null || leg.ring_end === "" ? over : Math.min(over, rang + leg.ring_seconds * 1000);
}

/** A phone may stay up after it gave the customer away (t23): its seconds say when its talk was over. */
function talkOver(call: CallRow, leg: LegRow, answered: number | null, over: number): number {
  const had = (leg.talk_seconds + leg.hold_seconds) * 1000;
  return answered === null || call.is_partial || leg.ended_at === null || had === 0
    ? over
    : Math.min(over, answered + had);
}

function holdsOf(leg: LegRow, moments: readonly MomentRow[], over: number) {
  const own = moments.filter((moment) => moment.leg_id === leg.leg_id);
  return own.flatMap((moment, place) => {
    if (moment.kind !== "held") return [];
    const resumed = own.slice(place + 1).find((later) => later.kind === "resumed");
    return [{ fromMs: Date.parse(moment.at), toMs: Math.min(over, resumed ? Date.parse(resumed.at) : over) }];
  });
}

/** Of many phones, those the picture has room for: all that answered, then the first that only rang, in their order. */
export function pictured(legs: readonly LegRow[], room: number): readonly LegRow[] {
  const silent = legs.filter((leg) => leg.answered_at === null);
  const spare = Math.max(0, room - (legs.length - silent.length));
  const left = new Set(silent.slice(spare));
  return legs.filter((leg) => !left.has(leg)).slice(0, room);
}
