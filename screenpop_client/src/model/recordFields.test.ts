import { describe, expect, it } from "vitest";
import {
  blankValues,
  cardFields,
  changesOf,
  isSame,
  missingOf,
  shownNumber,
  typedDecimal,
  ungrouped,
  written,
} from "./recordFields";
import { aField, aKind } from "./testRecords";

const name = aField("name", "text", { is_required: true });
const amount = aField("amount", "money");
const order = aField("position", "integer");
const state = aField("state", "choice", { choices: [{ value: "preparing", label: { ru: "", en: "" } }] });
const parent = aField("campaign", "record", { is_editable: false, is_required: true });
const active = aField("is_active", "flag");
const revenue = aField("revenue", "money", { is_editable: false });

describe("a typed number", () => {
  it("is read with spaces and a comma, without losing digits", () => {
    expect(typedDecimal("1 234 567,50")).toBe("1234567.5");
    expect(typedDecimal("9007199254740993.01")).toBe("9007199254740993.01");
    expect(typedDecimal("100")).toBe("100");
    expect(typedDecimal("-0,00")).toBe("0");
  });
  it("is refused when it is none", () => {
    for (const text of ["", "12a", "1,2,3", "1e5", "—"]) expect(typedDecimal(text)).toBeNull();
  });
  it("may have commas between thousands in English; any other comma is a decimal mark", () => {
    expect(["250,000", "8,700,000.5", "-1,250"].map((text) => ungrouped(text, "en"))).toEqual([
      "250000",
      "8700000.5",
      "-1250",
    ]);
    for (const text of ["1,25", "12,3456", "1 250,5"]) expect(ungrouped(text, "en")).toBe(text);
    expect(ungrouped("1,250", "ru")).toBe("1,250");
  });
  it("may have its commas also while it is typed letter by letter", () => {
    const type = (whole: string) => {
      let [held, shown] = ["", ""];
      for (const letter of whole) {
        const typed = shown + letter;
        held = ungrouped(typed, "en");
        shown = shownNumber(typed, held, "en");
      }
      return [shown, typedDecimal(held)];
    };
    expect(type("1,250,000")).toEqual(["1,250,000", "1250000"]);
    expect(type("8,700,000.5")).toEqual(["8,700,000.5", "8700000.5"]);
    expect(type("81,2345")).toEqual(["81,2345", "81.2345"]);
    expect(shownNumber("1,250", "900", "en")).toBe("900");
  });
  it("is whole where the field is", () => {
    expect(written(order, "12")).toBe(12);
    expect(written(order, "1,5")).toBeUndefined();
  });
});

describe("what changed", () => {
  it("is only what is not as it was", () => {
    const before = { name: "Выставка", amount: "10", position: 3 };
    const now = { name: "Ярмарка", amount: "10,00", position: "3" };
    expect(changesOf([name, amount, order], before, now)).toEqual({ changes: { name: "Ярмарка" }, wrong: [] });
  });
  it("names what is no number instead of sending it", () => {
    expect(changesOf([name, amount], {}, { name: "А", amount: "дорого" })).toEqual({
      changes: { name: "А" },
      wrong: ["amount"],
    });
  });
  it("takes what is cleared for null", () => {
    expect(changesOf([amount], { amount: "10" }, { amount: "" }).changes).toEqual({ amount: null });
    expect(isSame(name, "", null)).toBe(true);
  });
});

describe("a new record", () => {
  const meta = aKind([name, amount, state, parent, active, revenue]);
  it("has the fields that can be set, what it belongs to among them", () => {
    expect(cardFields(meta, {}, true)).toEqual([name, amount, state, parent, active]);
    expect(cardFields(meta, { name: "А", revenue: "0" }, false)).toEqual([name, revenue]);
  });
  it("begins as the server would fill it in", () => {
    expect(blankValues(meta, { campaign: 7 })).toEqual({
      name: null,
      amount: null,
      state: "preparing",
      campaign: 7,
      is_active: true,
    });
  });
  it("is told what is missing", () => {
    expect(missingOf([name, parent, amount], { name: "", campaign: 7 })).toEqual(["name"]);
  });
});
