import { expect, test } from "vitest";
import { bulkBegin, bulkChange, bulkFields, isClearing } from "./bulkFields";
import { aField, aKind } from "./testRecords";

const NAME = aField("name", "text", { is_required: true });
const OWNER = aField("owner", "record", { record: "employee" });
const AMOUNT = aField("amount", "money");
const TOPIC = aField("topic", "record", { is_required: true });

test("what tells one record from another is not set in many", () => {
  const kind = aKind([
    NAME,
    aField("name_en", "text"),
    aField("did", "phone"),
    aField("email", "email"),
    aField("code", "text", { is_required: true }),
    OWNER,
    TOPIC,
  ]);
  expect(bulkFields(kind).map(({ id }) => id)).toEqual(["owner", "topic"]);
});

test("neither is what cannot be written or stands in no list", () => {
  const kind = aKind([
    aField("revenue", "money", { is_editable: false }),
    aField("audience", "text", { is_listed: false }),
    AMOUNT,
  ]);
  expect(bulkFields(kind)).toEqual([AMOUNT]);
  expect(bulkFields({ ...kind, rights: { ...kind.rights, may_change: false } })).toEqual([]);
});

test("a change is of the one field, as the server takes it", () => {
  expect(bulkChange(AMOUNT, "1 500,50")).toEqual({ changes: { amount: "1500.5" } });
  expect(bulkChange(OWNER, 7)).toEqual({ changes: { owner: 7 } });
});

test("what is no number, and nothing in a required field, are not sent", () => {
  expect(bulkChange(AMOUNT, "many")).toEqual({ wrong: "number" });
  expect(bulkChange(TOPIC, null)).toEqual({ wrong: "required" });
});

test("nothing in a field that may be empty empties it", () => {
  expect(bulkChange(OWNER, null)).toEqual({ changes: { owner: null } });
  expect(isClearing(OWNER, null)).toBe(true);
  expect(isClearing(OWNER, 7)).toBe(false);
  expect(isClearing(aField("do_not_call", "flag"), false)).toBe(false);
});

test("a field begins as it would in a new record", () => {
  const kind = aField("kind", "choice", {
    choices: [
      { value: "site", label: { ru: "Сайт", en: "Site" } },
      { value: "mail", label: { ru: "Почта", en: "Mail" } },
    ],
  });
  expect(bulkBegin(aKind([kind]), kind)).toBe("site");
  expect(bulkBegin(aKind([OWNER]), OWNER)).toBe(null);
  const flag = aField("do_not_call", "flag");
  expect(bulkBegin(aKind([flag]), flag)).toBe(false);
});
