import { expect, test } from "vitest";
import type { ContactGroup, PriorContact } from "@/wire/messages.gen";
import { foldAfter, groupsOf, pastOf } from "./contactGroups";
import { aCandidate, aCard } from "./testCards";

const contact = (kind: PriorContact["kind"]) => ({ kind }) as PriorContact;
const group = (scope: ContactGroup["scope"], ...contacts: PriorContact[]): ContactGroup => ({
  scope,
  contacts,
  total: contacts.length + 10,
});

test("a promise stands apart and is not counted among what was", () => {
  expect(pastOf(group("person", contact("next_contact"), contact("call")))).toEqual({
    contacts: [contact("call")],
    total: 11,
  });
});

test("until the groups have come the card's own contacts stand, of the person or the number (R76)", () => {
  const known = aCard({ match: "known", candidates: [aCandidate()], contacts: [contact("call")], contacts_total: 1 });
  expect(groupsOf(known, undefined).map(({ scope }) => scope)).toEqual(["person"]);
  expect(groupsOf({ ...known, match: "unknown", candidates: [] }, undefined)[0]?.scope).toBe("number");
  expect(groupsOf(aCard(), undefined)).toEqual([]);
  expect(groupsOf(known, [group("person", contact("next_contact")), group("number", contact("call"))])).toEqual([
    group("number", contact("call")),
  ]);
});

test("the key opens one group more, and after the last the first alone", () => {
  const groups = [group("person", contact("call")), group("number", contact("call")), group("organization")];
  const second = foldAfter(groups, new Set(["person"]));
  expect([...second]).toEqual(["person", "number"]);
  const third = foldAfter(groups, second);
  expect(third.size).toBe(3);
  expect([...foldAfter(groups, third)]).toEqual(["person"]);
});
