import type { FieldConflict } from "./draftEntry";

/** A name and the record it was picked from are one thing: neither stays without the other. */
export const PARTNERS: Readonly<Record<string, string>> = {
  person_id: "person_text",
  person_text: "person_id",
  organization_id: "organization_text",
  organization_text: "organization_id",
};

type Settled = { readonly theirs: Readonly<Record<string, unknown>>; readonly left: readonly FieldConflict[] };

/** Settle the conflict of a field with that of its partner: what they hold, and what is left to settle. */
export function settle(conflicts: readonly FieldConflict[], field: string): Settled {
  const isSettled = (one: FieldConflict) => one.field === field || one.field === PARTNERS[field];
  return {
    theirs: Object.fromEntries(conflicts.filter(isSettled).map((one) => [one.field, one.theirs])),
    left: conflicts.filter((one) => !isSettled(one)),
  };
}

/** One conflict for each thing to decide: of partners the name is shown, and not the number of its record. */
export function shownConflicts(conflicts: readonly FieldConflict[]): readonly FieldConflict[] {
  const isTold = (field: string | undefined) => conflicts.some((one) => one.field === field);
  return conflicts.filter(({ field }) => !(field.endsWith("_id") && isTold(PARTNERS[field])));
}
