import { expect, test } from "vitest";
import { makeFormat } from "@/i18n/format";
import { isMessage, type MessageKey, translate } from "@/i18n/translate";
import { emptyDealContact } from "@/model/dealContact";
import { SILENT_FIELDS } from "@/model/draftEntry";
import { emptyInterest } from "@/model/interestForm";
import { wordsOfValue } from "./conflictWords";

const WORDS = {
  t: (key: MessageKey) => translate("ru", key),
  format: makeFormat("ru", "Europe/Moscow"),
  names: { topic_id: new Map([[3, "Загородные дома"]]) },
};

const say = (field: string, value: unknown) => wordsOfValue(field, value, WORDS);

test("the other window's value is told as the form shows it", () => {
  expect(say("topic_id", 3)).toBe("Загородные дома");
  expect(say("at", "2026-11-25T12:00:00+00:00")).toBe("25.11.2026 15:00");
  expect(say("next_contact_at", null)).toBe("пусто");
  expect([say("remind", true), say("new_deal", false)]).toEqual(["да", "нет"]);
  expect(say("phones", ["+79161234567", "101"])).toBe("+7 916 123-45-67, 101");
  expect([say("phones", []), say("content", "Дорого"), say("person_id", 57)]).toEqual(["пусто", "Дорого", "№57"]);
});

test("every field that two windows may have changed has a name", () => {
  const fields = Object.keys({ ...emptyInterest("", ""), ...emptyDealContact("", "") });
  const nameless = fields.filter((field) => !SILENT_FIELDS.has(field) && !isMessage(`field.${field}`));
  expect(nameless).toEqual([]);
});
