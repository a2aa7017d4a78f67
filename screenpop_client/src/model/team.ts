import type { Colleague, ColleagueState } from "@/wire/messages.gen";

/** Who has a page open, first those who see none of theirs, the longest so before. */
export function blindFirst(everybody: readonly Colleague[]): readonly Colleague[] {
  const at = (one: Colleague) => (one.blind_since ? Date.parse(one.blind_since) : Number.POSITIVE_INFINITY);
  return everybody
    .filter((one) => one.state !== "offline")
    .toSorted((one, other) => (at(one) === at(other) ? 0 : at(one) - at(other)));
}

/** How many are in each state, in the order in which the server lists them. */
export function countStates(everybody: readonly Colleague[]): readonly (readonly [ColleagueState, number])[] {
  const counts = new Map<ColleagueState, number>();
  for (const one of everybody) counts.set(one.state, (counts.get(one.state) ?? 0) + 1);
  return [...counts];
}
