import { describe, expect, test } from "vitest";
import {
  chooseCampaign,
  chooseRating,
  chooseSource,
  dealsByHand,
  emptyInterest,
  type InterestValues,
  isCorrected,
  isInterestTyped,
  splitPhones,
  toForm,
  viewOf,
} from "./interestForm";
import { aboveLead, caller, prefillFromCard, prefillFromEntry, prefillFromLead, turnedTo } from "./interestPrefill";
import { aCandidate, aCard, aLead, WORDS } from "./testCards";

const BLANK = emptyInterest("2026-11-23T12:00:00Z", "key");
const withValues = (changes: Partial<InterestValues>): InterestValues => ({ ...BLANK, ...changes });

test("R89: another event than the dialled number's asks for its reason, and so does none", () => {
  expect(isCorrected(withValues({ campaign_id: 5, source_id: 2 }), WORDS, 5)).toBe(false);
  expect(isCorrected(withValues({ campaign_id: 6, source_id: 2 }), WORDS, 5)).toBe(true);
  expect(isCorrected(withValues({ campaign_id: 5, source_id: 1 }), WORDS, 5)).toBe(true);
  expect(isCorrected(BLANK, WORDS, 5)).toBe(true);
  expect(isCorrected(withValues({ campaign_id: 6 }), WORDS, null)).toBe(false);
});

test("R55: who is called in a round is put in, with the event that the round is of", () => {
  const entry = {
    id: 5,
    person_id: 7,
    organization_id: null,
    name: "Волков Виктор",
    organization: "",
    job_title: "",
    phone: "+79161110003",
    tries: 1,
    last_tried_at: null,
    note: "",
    claimed_until: "2026-11-23T12:10:00Z",
  };
  expect(prefillFromEntry(entry, 4, WORDS)).toMatchObject({
    entry_id: 5,
    method_id: 2,
    person_id: 7,
    person_text: "Волков Виктор",
    phones: ["+79161110003"],
    campaign_id: 4,
  });
  expect(prefillFromEntry({ ...entry, phone: "" }, null, WORDS)).toMatchObject({ phones: [] });
});

test("R52: a program's lead fills the card that gives it its result", () => {
  const filled = prefillFromLead(aLead({ extra: "olga@a.ru", topic_id: 3 }), WORDS);
  expect(filled).toMatchObject({ lead_id: 8, method_id: 2, phones: ["+79165550102"], extra: "olga@a.ru", topic_id: 3 });
  expect(filled).not.toHaveProperty("at");
  const letter = prefillFromLead(aLead({ phone: "", method: WORDS.methods[0]?.name ?? "" }), WORDS);
  expect(letter).toMatchObject({ method_id: WORDS.methods[0]?.id, phones: [] });
});

describe("a lead that waits for its result", () => {
  const lead = aLead({ content: "Хочу дом", campaign_id: 5 });

  test("R52: fills what the call does not say; the number's event and a certain caller go before it", () => {
    const told = { at: "2026-11-23T12:00:00Z", call_id: "pbx:1", phones: ["+79990000001"], campaign_id: 4 };
    expect(aboveLead(told, lead, WORDS)).toMatchObject({ ...told, lead_id: 8, content: "Хочу дом" });
    expect(aboveLead({ person_id: 7, is_private: true }, lead, WORDS)).toMatchObject({
      person_id: 7,
      is_private: true,
    });
  });

  test("is left for a new interest with what it said, and taken again", () => {
    expect(turnedTo(null, lead, "Хочу дом")).toEqual({ lead_id: null, content: "" });
    expect(turnedTo(null, lead, "Хочу дом. Обсудили")).toEqual({ lead_id: null });
    expect(turnedTo(lead, lead, "")).toEqual({ lead_id: 8, content: "Хочу дом" });
    expect(turnedTo(lead, lead, "Своё")).toEqual({ lead_id: 8, content: "Своё" });
  });
});

describe("prefilling from the call", () => {
  test("R78: time, method and phone come from the call", () => {
    const filled = prefillFromCard(aCard(), WORDS, false);
    expect(filled).toMatchObject({
      at: "2026-11-23T12:00:00Z",
      method_id: 2,
      phones: ["+79215554567"],
      call_id: "pbx:1",
    });
  });

  test("R86: the one person who matched is put in", () => {
    const filled = prefillFromCard(aCard({ match: "known", candidates: [aCandidate()] }), WORDS, true);
    expect(filled).toMatchObject({ person_id: 7, organization_id: 3, is_private: false });
  });

  test("R75: a possible match, or one of several, never becomes a person", () => {
    for (const match of ["possible", "several"] as const) {
      const filled = prefillFromCard(aCard({ match, candidates: [aCandidate()] }), WORDS, true);
      expect(filled.person_id).toBeUndefined();
      expect(filled.is_private).toBe(true);
    }
  });

  test("a withheld number leaves the phone empty", () => {
    const number = { kind: "withheld", raw: "anonymous", e164: "", display: "", caller_name: "" } as const;
    expect(prefillFromCard(aCard({ number }), WORDS, false).phones).toEqual([]);
  });

  test("R89: the campaign of the dialled line brings its source", () => {
    const line = { did: "+78005550001", queue: "", campaign: { id: 5, name: "Выставка" } };
    expect(prefillFromCard(aCard({ line }), WORDS, false)).toMatchObject({ campaign_id: 5, source_id: 2 });
  });
});

describe("what the form shows", () => {
  test("R95: a reason is asked for the ratings that are not positive, when the result wants one", () => {
    expect(viewOf(BLANK, WORDS)).toMatchObject({ showsReason: false, offersDeal: false });
    expect(viewOf(withValues({ outcome_id: 3 }), WORDS)).toMatchObject({ showsReason: true, requiresReason: true });
    expect(viewOf(withValues({ outcome_id: 2 }), WORDS)).toMatchObject({ showsReason: true, requiresReason: false });
    expect(viewOf(withValues({ outcome_id: 5 }), WORDS).showsReason).toBe(false);
  });

  test("R94, R96: a positive result offers a new deal and ticks it", () => {
    const chosen = chooseRating("positive", withValues({ refusal_reason_id: 1 }), WORDS);
    expect(chosen).toEqual({ outcome_id: 1, new_deal: true, refusal_reason_id: null });
    const byHand = chooseRating("positive", withValues({}), dealsByHand(WORDS));
    expect(byHand).toEqual({ outcome_id: 1, new_deal: false, refusal_reason_id: null });
    expect(viewOf(withValues(chosen), WORDS).offersDeal).toBe(true);
  });

  test("another refusal keeps the reason already chosen, a deal goes", () => {
    const chosen = chooseRating("negative", withValues({ refusal_reason_id: 1, new_deal: true }), WORDS);
    expect(chosen).toEqual({ outcome_id: 3, new_deal: false, refusal_reason_id: 1 });
  });

  test("a rating takes its first result that is in use", () => {
    expect(chooseRating("satisfactory", BLANK, WORDS).outcome_id).toBe(5);
  });

  test("R89: a campaign stands only beside a source that is one", () => {
    expect(chooseSource(1, WORDS)).toEqual({ source_id: 1, campaign_id: null });
    expect(chooseSource(2, WORDS)).toEqual({ source_id: 2 });
    expect(viewOf(withValues({ source_id: 1 }), WORDS).offersCampaign).toBe(false);
    expect(viewOf(withValues({ source_id: 1 }), WORDS).requiresCampaign).toBe(false);
    expect(chooseCampaign(5, BLANK, WORDS)).toEqual({ campaign_id: 5, source_id: 2 });
    expect(chooseCampaign(5, withValues({ source_id: 2 }), WORDS)).toEqual({ campaign_id: 5 });
  });

  test("R108: a source that is a marketing event needs to be told which one", () => {
    expect(viewOf(withValues({ source_id: 2 }), WORDS).requiresCampaign).toBe(true);
    expect(viewOf(BLANK, WORDS).requiresCampaign).toBe(false);
  });
});

describe("what is typed", () => {
  const script = { revision_id: 1, step: "a", typed: "", answers: [] };

  test("letters of a text change nothing else of the card, and a choice does", () => {
    expect(isInterestTyped("content", "", "a")).toBe(true);
    expect(isInterestTyped("phones", [], ["8"])).toBe(true);
    expect(isInterestTyped("person_id", null, 7)).toBe(false);
    expect(isInterestTyped("next_contact_at", null, "2026-11-24T12:00:00Z")).toBe(false);
  });

  test("of the script, the answer that is being typed, and no step of it", () => {
    expect(isInterestTyped("script", script, { ...script, typed: "d" })).toBe(true);
    expect(isInterestTyped("script", script, { ...script, step: "b" })).toBe(false);
    expect(isInterestTyped("script", null, { ...script, typed: "d" })).toBe(false);
    expect(isInterestTyped("script", script, null)).toBe(false);
  });
});

describe("what is submitted", () => {
  test("R84, R87: a picked row goes by its id, a typed one by its text", () => {
    const picked = toForm(withValues(caller(aCandidate())));
    expect(picked).toMatchObject({ person_id: 7, person_text: "", organization_id: 3, organization_text: "" });
    const typed = toForm(withValues({ person_text: "  Иван ", organization_text: "Новая " }));
    expect(typed).toMatchObject({ person_id: null, person_text: "Иван", organization_text: "Новая" });
  });

  test("the save's own key is no field of the form", () => {
    expect(toForm(BLANK)).not.toHaveProperty("save_key");
  });

  test("R81: several numbers are told apart by commas, semicolons or lines", () => {
    expect(splitPhones(" +7 921 555-45-67, 8 812 1;\n 101 ,")).toEqual(["+7 921 555-45-67", "8 812 1", "101"]);
    expect(splitPhones("  ")).toEqual([]);
  });
});
