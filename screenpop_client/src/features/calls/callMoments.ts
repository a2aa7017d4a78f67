import type { CallRow, MomentRow } from "@/wire/messages.gen";
import { type CallTime, type Span, spanOf } from "./legBars";

/** What the customer waited for, over the call's time: queues and parking. */
export function customerSpans(moments: readonly MomentRow[], time: CallTime): readonly Span<"queue" | "parked">[] {
  return moments
    .map((moment, place) => {
      if (moment.kind !== "queued" && moment.kind !== "parked") return null;
      const until = endOf(moments, place);
      const toMs = until ? Date.parse(until.at) : time.endMs;
      return spanOf(time, moment.kind === "queued" ? "queue" : "parked", Date.parse(moment.at), toMs);
    })
    .filter((span) => span !== null);
}

const ENDS = { queued: "left_queue", parked: "unparked", held: "resumed" } as const;

/** The moment that ends what began at `place`: the queue left, the hold resumed, the parking over. */
function endOf(moments: readonly MomentRow[], place: number): MomentRow | undefined {
  const begun = moments[place];
  if (begun?.kind !== "queued" && begun?.kind !== "parked" && begun?.kind !== "held") return undefined;
  const end = ENDS[begun.kind];
  return moments.slice(place + 1).find((later) => later.kind === end && later.leg_id === begun.leg_id);
}

/** A moment to be told: with the one that ends it, and its number when it stands in the picture. */
export type ToldMoment = {
  readonly moment: MomentRow;
  readonly end: MomentRow | undefined;
  readonly number: number | null;
};

const MARKED = new Set<MomentRow["kind"]>(["blind", "attended", "picked_up", "parked", "unparked"]);

/** What happened, in order; a hold and a queue are told once, at their beginning; hand-overs are numbered. */
export function toldMoments(moments: readonly MomentRow[]): readonly ToldMoment[] {
  let number = 0;
  return moments.flatMap((moment, place) => {
    if (moment.kind === "resumed" || moment.kind === "left_queue") return [];
    return [{ moment, end: endOf(moments, place), number: MARKED.has(moment.kind) ? ++number : null }];
  });
}

/** Seconds in queues, each stay apart from the other; one that goes on counts until now. */
export function queueSeconds(moments: readonly MomentRow[], time: CallTime): number {
  return moments.reduce((sum, moment, place) => {
    if (moment.kind !== "queued") return sum;
    const end = endOf(moments, place);
    return sum + (end ? end.seconds : Math.max(0, (time.endMs - Date.parse(moment.at)) / 1000));
  }, 0);
}

/** The other one of a hand-over as far as told: by name, else by phone; "" when nobody. */
export function colleagueOf(moment: MomentRow): string {
  return moment.colleague || moment.colleague_endpoint;
}

/** Who did it: by name, else by phone. */
export function doerOf(moment: MomentRow): string {
  return moment.operator || moment.endpoint;
}

/** Whom a transfer went to: who took it with the number dialled, else the number alone. */
export function targetOf(moment: MomentRow): string {
  const colleague = colleagueOf(moment);
  if (!colleague) return moment.target;
  return moment.target ? `${colleague} (${moment.target})` : colleague;
}

/** Say whether a transfer came to nothing: the call is over and nobody took it. */
export function isUntaken(call: CallRow, moment: MomentRow): boolean {
  return call.ended_at !== null && colleagueOf(moment) === "";
}
