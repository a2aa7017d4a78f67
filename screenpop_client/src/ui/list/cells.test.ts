import { expect, test } from "vitest";
import type { TextTools } from "@/app/text";
import { makeFormat } from "@/i18n/format";
import { aField } from "@/model/testRecords";
import { shownValue } from "./cells";
import { RemovedLead } from "./RemovedLead";

const text = { format: makeFormat("en", "UTC") } as TextTools;
const amount = aField("amount", "money", { base: "amount_base" });

test("a sum in a foreign currency says in which, one in the firm's own is a number alone", () => {
  const row = { id: 1, amount: "1200.50", currency: "USD", rate: "81.2" };
  expect(shownValue(row, amount, text)).toBe("1,200.50 USD");
  expect(shownValue({ ...row, currency: "RUB", rate: "1" }, amount, text)).toBe("1,200.50");
  expect(shownValue({ id: 1, amount: "5" }, aField("amount", "money"), text)).toBe("5");
});

test("a lead that was removed is said to be so where a record still names it, and a record without one names none", () => {
  const words = { ...text, t: () => "—" } as TextTools;
  const origin = aField("origin_lead", "record", { record: "lead" });
  const gone = shownValue({ id: 1, origin_lead: 2, origin_lead_name: "" }, origin, words);
  expect(gone).toMatchObject({ type: RemovedLead, props: { id: 2 } });
  const none = shownValue({ id: 1, origin_lead: null }, origin, words);
  expect(none).toMatchObject({ type: "a", props: { href: undefined, children: "—" } });
});
