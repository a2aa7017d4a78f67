import type { DealContactForm, DealPath } from "@/wire/messages.gen";

/** The contact of a deal as its card holds it: DealContactForm, with what is not chosen yet as null (R77). */
export type DealContactValues = {
  readonly at: string;
  readonly method_id: number | null;
  readonly outcome_id: number | null;
  readonly content: string;
  /** Where the deal stood when `to_stage_id` was chosen. */
  readonly seen_stage_id: number | null;
  /** Where the contact takes the deal; null: it stays. */
  readonly to_stage_id: number | null;
  readonly refusal_reason_id: number | null;
  readonly person_id: number | null;
  readonly next_contact_at: string | null;
  readonly remind: boolean;
  readonly next_method_id: number | null;
  readonly call_id: string | null;
  /** What the list of unfinished cards calls it. */
  readonly deal_name: string;
  readonly save_key: string;
};

/** Whether a field becomes another only by letters typed into it. */
export function isContactTyped(field: keyof DealContactValues): boolean {
  return field === "content";
}

export function emptyDealContact(at: string, saveKey: string): DealContactValues {
  return {
    at,
    method_id: null,
    outcome_id: null,
    content: "",
    seen_stage_id: null,
    to_stage_id: null,
    refusal_reason_id: null,
    person_id: null,
    next_contact_at: null,
    remind: false,
    next_method_id: null,
    call_id: null,
    deal_name: "",
    save_key: saveKey,
  };
}

/** Return what is submitted. */
export function toContactForm(values: DealContactValues): DealContactForm {
  const { save_key: _key, deal_name: _name, ...form } = values;
  return { ...form, method_id: values.method_id ?? 0, seen_stage_id: values.seen_stage_id ?? 0 };
}

/** Return the stage that a contact of this method brings the deal to, by the server's rule (A16); null for none. */
export function passedTo(path: DealPath, standingOn: number, methodId: number | null): number | null {
  const place = path.stages.findIndex((stage) => stage.id === standingOn);
  const present = path.stages[place];
  if (present?.kind !== "open" || methodId === null || present.required_method_id !== methodId) return null;
  return path.stages.slice(place + 1).find((stage) => stage.kind === "open")?.id ?? null;
}

/** Choose how the contact was had: the stage it passes is offered with it. */
export function chooseMethod(methodId: number | null, standingOn: number, path: DealPath): Partial<DealContactValues> {
  return { method_id: methodId, ...chooseStage(passedTo(path, standingOn, methodId), standingOn) };
}

/** Choose where the deal goes, having seen where it stands. */
export function chooseStage(toId: number | null, standingOn: number): Partial<DealContactValues> {
  return { to_stage_id: toId, seen_stage_id: standingOn, refusal_reason_id: null };
}

/** Say whether the deal has gone on since the stage was chosen: then somebody must choose anew. */
export function hasGoneOn({ to_stage_id, seen_stage_id }: DealContactValues, standingOn: number): boolean {
  return to_stage_id !== null && seen_stage_id !== standingOn && to_stage_id !== standingOn;
}
