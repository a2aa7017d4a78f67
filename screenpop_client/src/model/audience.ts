/** Whom a mailing or a round may reach: the participants of its event, or the rows of a filtered list. */
export const AUDIENCES = ["participants", "leads", "persons"] as const;

/** Return whom a record's audience, as it is kept, means; null when nobody was chosen yet. */
export function audienceOf(kept: string): (typeof AUDIENCES)[number] | null {
  try {
    const { to } = JSON.parse(kept) as { readonly to?: unknown };
    return AUDIENCES.find((one) => one === to) ?? null;
  } catch {
    return null;
  }
}
