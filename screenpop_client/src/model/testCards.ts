import type { Card, CardCandidate, Dictionaries, LeadRow } from "@/wire/messages.gen";

/** A ringing card of a known number, for tests; say what differs. */
export function aCard(changes: Partial<Card> = {}): Card {
  return {
    id: "pbx:1",
    state: "ringing",
    direction: "inbound",
    pbx: "pbx",
    number: {
      kind: "known",
      raw: "89215554567",
      e164: "+79215554567",
      display: "+7 921 555-45-67",
      caller_name: "",
    },
    line: { did: "+78005550001", queue: "", campaign: null },
    match: "unknown",
    candidates: [],
    contacts: [],
    contacts_total: 0,
    started_at: "2026-11-23T12:00:00Z",
    rang_at: "2026-11-23T12:00:01Z",
    answered_at: null,
    ended_at: null,
    is_partial: false,
    can_answer: true,
    cannot_answer: null,
    tape: null,
    tape_orders: [],
    listeners: [],
    handed_over_by: "",
    parked_in: "",
    lead_id: null,
    contact_deal_id: null,
    not_callers: [],
    ...changes,
  };
}

/** Somebody of the directory. */
export function aCandidate(changes: Partial<CardCandidate> = {}): CardCandidate {
  return {
    person_id: 7,
    person: "Сидорова Анна Петровна",
    organization_id: 3,
    organization: "ООО «Ромашка»",
    is_private: false,
    is_shared: false,
    reason: "exact_number",
    lead_id: null,
    ...changes,
  };
}

/** A program's lead that waits for its result. */
export function aLead(changes: Partial<LeadRow> = {}): LeadRow {
  const texts = { organization: "", product: "", outcome: "", stage: "", campaign: "", owner: "", refusal_reason: "" };
  const more = { project: "", topic: "", source: "", method: "", line_campaign: "", campaign_reason: "", extra: "" };
  const ids = { organization_id: null, campaign_id: null, owner_id: null, call_id: null, deal_id: null };
  const choices = { line_campaign_id: null, topic_id: null, source_id: null, product_id: null, project_id: null };
  return {
    ...{ ...texts, ...more, ...ids, ...choices },
    id: 8,
    at: "2026-11-23T12:00:00Z",
    phone: "+79165550102",
    is_private: false,
    person_id: 7,
    person: "Сайтова Ольга",
    rating: null,
    content: "Хочу дом",
    next_contact_at: null,
    page_url: "",
    consent: "",
    version: 1,
    removed_at: null,
    removal_reason: "",
    ...changes,
  };
}

const entry = (id: number, name: string, code = "") => ({
  id,
  name,
  name_en: "",
  code,
  parent_id: null,
  is_active: true,
});

/** Dictionaries with one of each kind that the form's rules look at. */
export const WORDS: Dictionaries = {
  methods: [entry(1, "Личная встреча"), entry(2, "Телефонный звонок", "call")],
  topics: [entry(1, "Квартиры")],
  sources: [
    { id: 1, name: "Сайт", kind: "other", name_en: "", is_active: true },
    { id: 2, name: "Маркетинговое мероприятие", kind: "campaign", name_en: "", is_active: true },
  ],
  campaigns: [{ id: 5, name: "Выставка", state: "running", dids: [], date_from: null, date_to: null, leads: 0 }],
  products: [],
  projects: [],
  outcomes: [
    { id: 1, name: "Интерес", rating: "positive", reason_rule: "hidden", name_en: "", new_deal: true, is_active: true },
    {
      id: 2,
      name: "Подумает",
      rating: "undefined",
      reason_rule: "optional",
      name_en: "",
      new_deal: false,
      is_active: true,
    },
    {
      id: 3,
      name: "Отказ",
      rating: "negative",
      reason_rule: "required",
      name_en: "",
      new_deal: false,
      is_active: true,
    },
    {
      id: 4,
      name: "Старый",
      rating: "satisfactory",
      reason_rule: "hidden",
      name_en: "",
      new_deal: false,
      is_active: false,
    },
    {
      id: 5,
      name: "Был вопрос",
      rating: "satisfactory",
      reason_rule: "hidden",
      name_en: "",
      new_deal: false,
      is_active: true,
    },
  ],
  refusal_reasons: [entry(1, "Дорого")],
  pause_reasons: [entry(1, "Обед")],
};
