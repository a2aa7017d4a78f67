import { describe, expect, test } from "vitest";
import type { ScriptFill, ScriptRevision, ScriptStep } from "@/wire/messages.gen";
import {
  askedFills,
  calledBy,
  give,
  givenOf,
  goBack,
  keepField,
  type ScriptState,
  saidWords,
  stateUnder,
  stepOf,
  takeFill,
  undoFills,
} from "./callScript";
import { emptyInterest, type InterestValues } from "./interestForm";
import { WORDS } from "./testCards";

const NOW = new Date("2026-11-26T12:00:00Z");
const BLANK = emptyInterest("2026-11-26T12:00:00Z", "key");
const fill = (field: ScriptFill["field"], value: number | null, text = ""): ScriptFill => ({ field, value, text });
const HELLO: ScriptStep = {
  key: "a",
  title: "Привет",
  words: "Привет",
  ask: "none",
  answers: [],
  next: "b",
  fill: null,
};
const WHAT: ScriptStep = {
  key: "b",
  title: "Что",
  words: "Что?",
  ask: "choice",
  next: "",
  fill: null,
  answers: [
    { text: "Дом", next: "c", fills: [fill("topic_id", 1), fill("next_contact_at", 3)] },
    { text: "Сад", next: "c", fills: [fill("topic_id", 2)] },
  ],
};
const NOTE: ScriptStep = { key: "c", title: "Когда", words: "", ask: "text", answers: [], next: "", fill: "content" };
const SCRIPT: ScriptRevision = {
  id: 9,
  script_id: 1,
  name: "Дома",
  name_en: "",
  revision: 1,
  steps: [HELLO, WHAT, NOTE],
};

const place = (values: InterestValues) => ({ values, dictionaries: WORDS, zone: "Europe/Moscow", now: NOW });
const stateOf = (values: InterestValues): ScriptState => stateUnder(SCRIPT, values.script);
const at = (key: string): ScriptState => ({ ...stateUnder(SCRIPT, null), step: key });

function answered(values: InterestValues, answer: number | null, text = ""): InterestValues {
  const state = stateOf(values);
  const step = stepOf(SCRIPT, state);
  return step ? { ...values, ...give(step, state, answer, text, place(values)) } : values;
}

describe("R102: a talk goes through its script", () => {
  test("answers lead on, fill what is empty, and are saved as they were given", () => {
    let values = answered(BLANK, null);
    values = answered(values, 0);
    expect(values.topic_id).toBe(1);
    expect(values.next_contact_at).toBe("2026-11-29T07:00:00.000Z");
    expect(values.remind).toBe(true);
    values = answered({ ...values, content: "Звонил днём" }, null, " весной ");
    expect(values.content).toBe("Звонил днём\nвесной");
    expect(stateOf(values).step).toBe("");
    expect(givenOf(values.script)?.answers?.map((one) => [one.step, one.answer])).toEqual([
      ["a", null],
      ["b", 0],
      ["c", null],
    ]);
  });

  test("what the operator has is never overwritten without asking", () => {
    const typed = answered({ ...BLANK, topic_id: 7, script: at("b") }, 0);
    expect(typed.topic_id).toBe(7);
    const [asked] = askedFills(SCRIPT, stateOf(typed), place(typed));
    expect(asked).toEqual(fill("topic_id", 1));
    if (!asked) return;
    const taken = { ...typed, ...takeFill(stateOf(typed), asked, place(typed)) };
    expect(taken.topic_id).toBe(1);
    expect(askedFills(SCRIPT, stateOf(taken), place(taken))).toEqual([]);
    const kept = { ...typed, ...keepField(stateOf(typed), "topic_id") };
    expect(askedFills(SCRIPT, stateOf(kept), place(kept))).toEqual([]);
    expect(kept.topic_id).toBe(7);
  });

  test("going back takes back the answer and what it filled, but not what was changed since", () => {
    const values = answered({ ...BLANK, script: at("b") }, 0);
    const back = { ...values, ...goBack(stateOf(values), values) };
    expect([back.topic_id, back.next_contact_at, stateOf(back).step]).toEqual([null, null, "b"]);
    expect(givenOf(back.script)).toBeNull();
    const changed = { ...values, topic_id: 5 };
    expect({ ...changed, ...goBack(stateOf(changed), changed) }.topic_id).toBe(5);
    expect(goBack(stateOf(BLANK), BLANK)).toEqual({});
  });

  test("a filling is undone without losing the answer, and is not asked for again", () => {
    const values = answered({ ...BLANK, script: at("b") }, 1);
    const undone = { ...values, ...undoFills(stateOf(values), values) };
    expect(undone.topic_id).toBeNull();
    expect(stateOf(undone).answers).toHaveLength(1);
    expect(askedFills(SCRIPT, stateOf(undone), place(undone))).toEqual([]);
  });

  test("a line that was put into the content goes again, whatever was typed around it", () => {
    const values = answered({ ...BLANK, content: "Было", script: at("c") }, null, "весной");
    const more = { ...values, content: `${values.content}\nПотом` };
    expect({ ...more, ...goBack(stateOf(more), more) }.content).toBe("Было\nПотом");
    const first = answered({ ...BLANK, script: at("c") }, null, "весной");
    const typed = { ...first, content: "весной\nПотом" };
    expect({ ...typed, ...undoFills(stateOf(typed), typed) }.content).toBe("Потом");
    const changed = { ...first, content: "весной или летом" };
    expect({ ...changed, ...undoFills(stateOf(changed), changed) }.content).toBe("весной или летом");
  });

  test("what a script put there itself it may change", () => {
    let values = answered({ ...BLANK, script: at("b") }, 0);
    values = answered({ ...values, script: { ...stateOf(values), step: "b" } }, 1);
    expect(values.topic_id).toBe(2);
  });
});

test("words have the talk's own in them, and a gap where nothing is known", () => {
  expect(saidWords("{{Имя}}, это {{ оператор }} {{x}}", { имя: "Анна", оператор: "" })).toBe("Анна, это … …");
  expect(calledBy("Сидорова Анна Петровна")).toBe("Анна Петровна");
  expect(calledBy(" Анна ")).toBe("Анна");
});
