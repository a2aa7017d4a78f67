import { expect, test } from "vitest";
import type { DealPath, StageKind } from "@/wire/messages.gen";
import {
  chooseMethod,
  chooseStage,
  emptyDealContact,
  hasGoneOn,
  isContactTyped,
  passedTo,
  toContactForm,
} from "./dealContact";

const stage = (id: number, kind: StageKind, method: number | null = null) => ({
  id,
  name: `Этап ${id}`,
  name_en: "",
  kind,
  probability: 0,
  required_method_id: method,
  required_method: "",
  rot_days: null,
});
const PATH: DealPath = {
  pipeline_id: 1,
  revision: 1,
  stages: [stage(1, "open", 2), stage(2, "open", 3), stage(3, "won"), stage(4, "lost")],
  stays: [],
  is_rotten: false,
  passed_to: null,
};

test("a contact that the stage asks for offers the next open one, and no other does (R77, A16)", () => {
  expect(passedTo(PATH, 1, 2)).toBe(2);
  expect(passedTo(PATH, 1, 3)).toBeNull();
  expect(passedTo(PATH, 2, 3)).toBeNull();
  expect(chooseMethod(2, 1, PATH)).toEqual({
    method_id: 2,
    to_stage_id: 2,
    seen_stage_id: 1,
    refusal_reason_id: null,
  });
});

test("a deal that a colleague moved is asked about only when this contact moves it elsewhere", () => {
  const values = { ...emptyDealContact("2026-11-23T12:00:00Z", "k"), ...chooseStage(2, 1) };
  expect(hasGoneOn(values, 1)).toBe(false);
  expect(hasGoneOn(values, 2)).toBe(false);
  expect(hasGoneOn(values, 4)).toBe(true);
  expect(hasGoneOn({ ...values, to_stage_id: null }, 4)).toBe(false);
});

test("what is submitted has neither the key nor the deal's name", () => {
  const form = toContactForm({ ...emptyDealContact("2026-11-23T12:00:00Z", "k"), deal_name: "Дом", method_id: 2 });
  expect(form).toMatchObject({ method_id: 2, seen_stage_id: 0, content: "" });
  expect(Object.keys(form)).not.toContain("save_key");
  expect(Object.keys(form)).not.toContain("deal_name");
});

test("letters of the account change nothing else of the card", () => {
  expect(isContactTyped("content")).toBe(true);
  expect(isContactTyped("to_stage_id")).toBe(false);
});
