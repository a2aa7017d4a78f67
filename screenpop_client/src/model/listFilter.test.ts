import { describe, expect, it } from "vitest";
import {
  both,
  equals,
  groupOf,
  isWhole,
  nodeOf,
  ofParts,
  partsOf,
  readFilter,
  settledBy,
  valuesOf,
  writeFilter,
} from "./listFilter";

const refused = { field: "rating", op: "in", value: ["negative"] } as const;
const dear = equals("refusal_reason", 3);

describe("a filter in the address (R55)", () => {
  it("comes back as it was written", () => {
    const filter = { all: [refused, { not: dear }, { any: [dear, refused] }] };
    expect(readFilter(writeFilter(filter))).toEqual(filter);
    expect(writeFilter(null)).toBe("");
  });

  it("is none when somebody wrote nonsense", () => {
    for (const text of ["", "{", "[]", "5", '{"all":[]}', '{"all":[1]}', '{"field":1,"op":"eq"}', '{"x":1}', "null"]) {
      expect(readFilter(text)).toBeNull();
    }
  });
});

describe("chips", () => {
  it("are the parts that must all be true", () => {
    expect(partsOf(null)).toEqual([]);
    expect(partsOf(refused)).toEqual([refused]);
    expect(partsOf({ all: [refused, dear] })).toEqual([refused, dear]);
    expect(ofParts([])).toBeNull();
    expect(ofParts([dear])).toEqual(dear);
    expect(both(refused, { all: [dear, refused] })).toEqual({ all: [refused, dear, refused] });
  });

  it("know which records they name", () => {
    expect(
      valuesOf({ any: [dear, { not: { field: "refusal_reason", op: "in", value: [4, 5] } }] }, "refusal_reason"),
    ).toEqual([3, 4, 5]);
  });
});

describe("an editor's group", () => {
  it("becomes a filter and a filter a group", () => {
    expect(nodeOf({ joint: "any", parts: [refused, dear] })).toEqual({ any: [refused, dear] });
    expect(nodeOf({ joint: "not", parts: [refused, dear] })).toEqual({ not: { all: [refused, dear] } });
    expect(nodeOf({ joint: "all", parts: [] })).toBeNull();
    expect(groupOf({ not: dear })).toEqual({ joint: "not", parts: [dear] });
  });

  it("asks only conditions that are whole", () => {
    expect(isWhole({ field: "at", op: "is_empty" })).toBe(true);
    expect(isWhole({ field: "at", op: "between", value: ["2026-01-01", ""] })).toBe(false);
    expect(isWhole({ field: "rating", op: "in", value: [] })).toBe(false);
    expect(isWhole({ all: [dear, { field: "phone", op: "begins", value: "" }] })).toBe(false);
    expect(isWhole({ all: [dear] })).toBe(true);
  });
});

describe("what a list under a filter need not show", () => {
  it("is each field of which the filter leaves one value", () => {
    const some = { any: [equals("person", 1), equals("person", 2)] };
    expect([...settledBy(both(equals("campaign", 5), some))]).toEqual(["campaign"]);
    expect([...settledBy({ field: "person", op: "is_empty" })]).toEqual([]);
    expect(settledBy(null).size).toBe(0);
  });
});
