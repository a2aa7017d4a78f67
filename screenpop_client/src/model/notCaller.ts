import type { CallerRecord, CardCandidate, NotCaller } from "@/wire/messages.gen";
import type { InterestValues } from "./interestForm";

/** The record that a candidate stands for, as the server names it. */
export function recordOf({ person_id, organization_id, lead_id }: CardCandidate): CallerRecord {
  if (person_id !== null) return { kind: "person", id: person_id };
  if (lead_id !== null) return { kind: "lead", id: lead_id };
  return { kind: "organization", id: organization_id ?? 0 };
}

/** What a record that does not call is called. */
export function nameOf({ name, organization }: NotCaller): string {
  return [name, organization].filter(Boolean).join(", ");
}

/** What becomes of the caller's fields when they were filled with somebody who does not call; null: nothing. */
export function clearedOf(values: InterestValues, { person_id, organization_id }: CardCandidate) {
  const isPerson = person_id !== null && values.person_id === person_id;
  const isOrganization = person_id === null && organization_id !== null && values.organization_id === organization_id;
  if (!isPerson && !isOrganization) return null;
  return {
    ...(values.person_id === person_id ? { person_id: null, person_text: "" } : {}),
    ...(values.organization_id === organization_id ? { organization_id: null, organization_text: "" } : {}),
  };
}
