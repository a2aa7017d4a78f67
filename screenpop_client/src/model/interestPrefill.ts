import type { CallRow, Card, CardCandidate, Dictionaries, LeadRow, RoundEntry } from "@/wire/messages.gen";
import type { InterestValues } from "./interestForm";

/** Fill what the call tells (R78, R86): only a certain match becomes a person, a possible one never does. */
export function prefillFromCard(
  card: Card,
  dictionaries: Dictionaries,
  privateSales: boolean,
): Partial<InterestValues> {
  const only = card.match === "known" ? card.candidates[0] : undefined;
  const phone = card.number.e164 || card.number.raw;
  return {
    at: card.started_at,
    call_id: card.id,
    method_id: methodOf(dictionaries, "call"),
    phones: card.number.kind === "withheld" || !phone ? [] : [phone],
    ...(only ? caller(only) : { ...nobody(card), is_private: privateSales }),
    ...origin(card.line.campaign?.id ?? null, dictionaries),
  };
}

/** Who was filled in and then said not to call leaves the fields again. */
function nobody(card: Card): Partial<InterestValues> {
  if (card.not_callers.length === 0) return {};
  return { person_id: null, person_text: "", organization_id: null, organization_text: "" };
}

/** Fill from a call of the list, when its card is gone. */
export function prefillFromCall(
  call: CallRow,
  dictionaries: Dictionaries,
  privateSales: boolean,
): Partial<InterestValues> {
  return {
    at: call.started_at,
    call_id: call.call_id,
    method_id: methodOf(dictionaries, "call"),
    phones: call.number ? [call.number] : [],
    person_id: call.person_id,
    person_text: call.person,
    organization_id: call.organization_id,
    organization_text: call.organization,
    is_private: call.organization_id === null && call.organization === "" && privateSales,
    ...origin(call.campaign_id, dictionaries),
  };
}

/** Fill from an entry of a call round: the operator reached somebody who is known already. */
export function prefillFromEntry(
  entry: RoundEntry,
  campaignId: number | null,
  dictionaries: Dictionaries,
): Partial<InterestValues> {
  return {
    entry_id: entry.id,
    method_id: methodOf(dictionaries, "call"),
    phones: entry.phone ? [entry.phone] : [],
    person_id: entry.person_id,
    person_text: entry.name,
    organization_id: entry.organization_id,
    organization_text: entry.organization,
    is_private: false,
    ...origin(campaignId, dictionaries),
  };
}

/** Fill from a lead that waits for its result: what it says stays as it came, the talk is another contact. */
export function prefillFromLead(lead: LeadRow, dictionaries: Dictionaries): Partial<InterestValues> {
  const { topic_id, source_id, campaign_id, product_id, project_id } = lead;
  const came = dictionaries.methods.find((method) => method.name === lead.method)?.id ?? null;
  return {
    lead_id: lead.id,
    method_id: lead.phone ? methodOf(dictionaries, "call") : came,
    phones: lead.phone ? [lead.phone] : [],
    extra: lead.extra,
    organization_id: lead.organization_id,
    organization_text: lead.organization,
    is_private: lead.is_private,
    person_id: lead.person_id,
    person_text: lead.person,
    ...{ topic_id, source_id, campaign_id, product_id, project_id },
    content: lead.content,
  };
}

/** Fill the lead that waits for its result below what the call says: when, which number, whose line, who for sure. */
export function aboveLead(
  values: Partial<InterestValues>,
  lead: LeadRow,
  dictionaries: Dictionaries,
): Partial<InterestValues> {
  const isSure = typeof values.person_id === "number";
  return {
    ...prefillFromLead(lead, dictionaries),
    ...values,
    ...(isSure ? {} : { is_private: lead.is_private }),
  };
}

/** Write into a lead that waits, or into a new one after all: what it said comes and goes with it. */
export function turnedTo(lead: LeadRow | null, from: LeadRow | undefined, content: string): Partial<InterestValues> {
  if (lead) return { lead_id: lead.id, content: content === "" ? lead.content : content };
  return { lead_id: null, ...(from && content === from.content ? { content: "" } : {}) };
}

/** Put a candidate into the form: the operator chose, or there was only one. */
export function caller(candidate: CardCandidate): Partial<InterestValues> {
  return {
    person_id: candidate.person_id,
    person_text: candidate.person,
    organization_id: candidate.organization_id,
    organization_text: candidate.organization,
    is_private: candidate.is_private,
  };
}

function methodOf(dictionaries: Dictionaries, code: string): number | null {
  return dictionaries.methods.find((method) => method.code === code)?.id ?? null;
}

function origin(campaignId: number | null, dictionaries: Dictionaries): Partial<InterestValues> {
  if (campaignId === null) return {};
  return { campaign_id: campaignId, source_id: campaignSource(dictionaries) };
}

/** The source of whoever comes by a marketing event. */
export function campaignSource(dictionaries: Dictionaries): number | null {
  return dictionaries.sources.find((source) => source.kind === "campaign" && source.is_active)?.id ?? null;
}
