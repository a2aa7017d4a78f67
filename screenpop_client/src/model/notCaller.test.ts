import { expect, test } from "vitest";
import { emptyInterest } from "./interestForm";
import { clearedOf, nameOf, recordOf } from "./notCaller";
import { aCandidate } from "./testCards";

const FILLED = { ...emptyInterest("2026-11-23T12:00:00Z", "k"), person_id: 7, person_text: "Анна", organization_id: 3 };

test("a candidate is told by its person, else its interest, else its organization", () => {
  expect(recordOf(aCandidate())).toEqual({ kind: "person", id: 7 });
  expect(recordOf(aCandidate({ person_id: null, lead_id: 9 }))).toEqual({ kind: "lead", id: 9 });
  expect(recordOf(aCandidate({ person_id: null }))).toEqual({ kind: "organization", id: 3 });
});

test("who does not call leaves the fields that were filled with them, and nobody else does (R86)", () => {
  expect(clearedOf(FILLED, aCandidate())).toEqual({
    person_id: null,
    person_text: "",
    organization_id: null,
    organization_text: "",
  });
  expect(clearedOf({ ...FILLED, organization_id: 4 }, aCandidate())).toEqual({ person_id: null, person_text: "" });
  expect(clearedOf(FILLED, aCandidate({ person_id: 8 }))).toBeNull();
  expect(clearedOf({ ...FILLED, person_id: null }, aCandidate({ person_id: null }))).toEqual({
    person_id: null,
    person_text: "",
    organization_id: null,
    organization_text: "",
  });
});

test("an interest is called by the names typed into it", () => {
  const said = { id: 1, number: "", person_id: null, organization_id: null, lead_id: 9, operator: "", at: "" };
  expect(nameOf({ ...said, name: "Пётр", organization: "Ромашка" })).toBe("Пётр, Ромашка");
  expect(nameOf({ ...said, name: "", organization: "Ромашка" })).toBe("Ромашка");
});
