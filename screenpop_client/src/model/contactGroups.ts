import type { Card, ContactGroup, PriorContact } from "@/wire/messages.gen";

/** What was, without what is promised: that stands apart. */
export function pastOf({ contacts, total }: ContactGroup): {
  readonly contacts: readonly PriorContact[];
  readonly total: number;
} {
  const past = contacts.filter(({ kind }) => kind !== "next_contact");
  return { contacts: past, total: total - (contacts.length - past.length) };
}

/** The groups that have something to show; until they have come, what the card itself brought. */
export function groupsOf(card: Card, found: readonly ContactGroup[] | undefined): readonly ContactGroup[] {
  const own: ContactGroup = { scope: ownScope(card), contacts: card.contacts, total: card.contacts_total };
  return (found ?? [own]).filter((group) => pastOf(group).contacts.length > 0);
}

function ownScope(card: Card): ContactGroup["scope"] {
  return card.match === "known" && card.candidates[0]?.person_id != null ? "person" : "number";
}

/** Which groups are open after the key: one more, and after the last the first alone. */
export function foldAfter(groups: readonly ContactGroup[], open: ReadonlySet<string>): ReadonlySet<string> {
  const next = groups.find(({ scope }) => !open.has(scope));
  return next ? new Set([...open, next.scope]) : new Set(groups.slice(0, 1).map(({ scope }) => scope));
}
