import type { LegRow } from "@/wire/messages.gen";
import type { LegBar } from "./legBars";

/** A line of the table of operators: a phone, or the sum of an operator's phones with a line for each below it. */
export type OperatorLine = {
  readonly key: string;
  readonly name: string;
  readonly kind: "only" | "sum" | "part";
  readonly rangAt: string | null;
  readonly ringSeconds: number;
  readonly talkSeconds: number;
  readonly holdSeconds: number;
  /** How the ringing ended; null of a sum, and of a phone that was dialled from or has not told. */
  readonly ringEnd: LegRow["ring_end"] | null;
};

/** Who rang, talked and held how long, in the order they came; several phones of one operator stand together. */
export function operatorLines(legs: readonly LegRow[], bars: readonly LegBar[]): readonly OperatorLine[] {
  const seconds = new Map(bars.map((bar) => [bar.key, bar]));
  const groups = new Map<string, LegRow[]>();
  for (const leg of legs) {
    const owner = leg.operator_id === null ? leg.leg_id : `operator ${leg.operator_id}`;
    groups.set(owner, [...(groups.get(owner) ?? []), leg]);
  }
  return [...groups].flatMap(([owner, group]) => {
    const [first] = group;
    if (!first) return [];
    const name = first.operator || first.endpoint;
    if (group.length === 1) return [lineOf(first, seconds.get(first.leg_id), "only", name)];
    const parts = group.map((leg) => lineOf(leg, seconds.get(leg.leg_id), "part", leg.endpoint));
    return [sumOf(owner, name, parts), ...parts];
  });
}

function lineOf(leg: LegRow, bar: LegBar | undefined, kind: "only" | "part", name: string): OperatorLine {
  return {
    key: leg.leg_id,
    name,
    kind,
    rangAt: leg.rang_at,
    ringSeconds: leg.ring_seconds,
    talkSeconds: bar?.talkSeconds ?? leg.talk_seconds,
    holdSeconds: bar?.holdSeconds ?? leg.hold_seconds,
    ringEnd: leg.rang_at === null && leg.ring_end === "" ? null : leg.ring_end,
  };
}

function sumOf(key: string, name: string, parts: readonly OperatorLine[]): OperatorLine {
  const total = (read: (line: OperatorLine) => number) => parts.reduce((sum, line) => sum + read(line), 0);
  return {
    key,
    name,
    kind: "sum",
    rangAt: parts.find((line) => line.rangAt)?.rangAt ?? null,
    ringSeconds: total((line) => line.ringSeconds),
    talkSeconds: total((line) => line.talkSeconds),
    holdSeconds: total((line) => line.holdSeconds),
    ringEnd: null,
  };
}
