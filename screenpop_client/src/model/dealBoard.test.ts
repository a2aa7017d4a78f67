import { describe, expect, it } from "vitest";
import { type Card, cardsOn, figuresOn, isRotten, NOTHING_PENDING, type Pending, stayUnit, stepOf } from "./dealBoard";

const CALL = { id: 1, kind: "open", probability: 10 };
const WON = { id: 5, kind: "won", probability: 100 };
const card = (id: number, stage: number, more: object = {}): Card => ({ id, stage, amount_base: "100", ...more });
const moving = (moved: Card, stageId: number): Pending => new Map([[moved.id, { card: moved, stageId }]]);
const key = (name: string, more: object = {}) => ({
  key: name,
  code: name,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
});

describe("a board with moves on their way", () => {
  const first = card(7, 1, { forecast: "10" });

  it("shows the card where it is to stand and nowhere else", () => {
    const pending = moving(first, 5);
    expect(cardsOn(1, [first, card(8, 1)], pending)).toEqual([card(8, 1)]);
    expect(cardsOn(5, [], pending)).toEqual([first]);
    expect(cardsOn(1, [first], NOTHING_PENDING)).toEqual([first]);
  });

  it("shows it once when the server's answer is there before the move is forgotten", () => {
    const after = card(7, 5);
    expect(cardsOn(5, [after], moving(first, 5))).toEqual([first]);
  });

  it("counts, sums and weighs it there", () => {
    const pending = moving(first, 5);
    expect(figuresOn(CALL, { count: 2, amount: 300, forecast: 30 }, pending)).toEqual({
      count: 1,
      amount: 200,
      forecast: 20,
    });
    expect(figuresOn(WON, { count: 0, amount: 0, forecast: 0 }, pending)).toEqual({
      count: 1,
      amount: 100,
      forecast: 100,
    });
    const other = { id: 2, kind: "open", probability: 30 };
    expect(figuresOn(other, { count: 0, amount: 0, forecast: 0 }, moving(first, 2)).forecast).toBe(30);
    expect(figuresOn(other, { count: 0, amount: 0, forecast: 0 }, moving(card(7, 1, { probability: 50 }), 2))).toEqual({
      count: 1,
      amount: 100,
      forecast: 50,
    });
  });
});

describe("the keys of a board", () => {
  const columns = [
    { stageId: 1, ids: [11, 12, 13] },
    { stageId: 2, ids: [] },
    { stageId: 3, ids: [31] },
  ];

  it("choose along a stage and across empty ones", () => {
    expect(stepOf(key("ArrowDown"), columns, 11)).toEqual({ kind: "choose", id: 12 });
    expect(stepOf(key("ArrowUp"), columns, 11)).toBeNull();
    expect(stepOf(key("End"), columns, 11)).toEqual({ kind: "choose", id: 13 });
    expect(stepOf(key("Home"), columns, 13)).toEqual({ kind: "choose", id: 11 });
    expect(stepOf(key("ArrowRight"), columns, 13)).toEqual({ kind: "choose", id: 31 });
    expect(stepOf(key("ArrowRight"), columns, 31)).toBeNull();
    expect(stepOf(key("ArrowLeft"), columns, 31)).toEqual({ kind: "choose", id: 11 });
  });

  it("move with Ctrl to the stage beside, or ask with M in any layout", () => {
    expect(stepOf(key("ArrowRight", { ctrlKey: true }), columns, 11)).toEqual({ kind: "move", stageId: 2 });
    expect(stepOf(key("ArrowLeft", { ctrlKey: true }), columns, 11)).toBeNull();
    expect(stepOf(key("ь", { code: "KeyM" }), columns, 11)).toEqual({ kind: "ask" });
    expect(stepOf(key("ArrowDown", { ctrlKey: true }), columns, 11)).toBeNull();
    expect(stepOf(key("ArrowDown", { altKey: true }), columns, 11)).toBeNull();
    expect(stepOf(key("x"), columns, 11)).toBeNull();
  });
});

describe("how long a deal stands", () => {
  it("is too long since when the server says", () => {
    const stands = card(1, 1, { stage_at: "2026-11-20T12:00:00Z" });
    expect(isRotten(stands, "2026-11-20T12:00:00.000Z")).toBe(true);
    expect(isRotten(stands, "2026-11-20T11:59:59Z")).toBe(false);
    expect(isRotten(stands, null)).toBe(false);
  });

  it("is told in the largest unit it has", () => {
    expect(stayUnit(59)).toEqual({ unit: "minute", count: 0 });
    expect(stayUnit(3_600)).toEqual({ unit: "hour", count: 1 });
    expect(stayUnit(90_000)).toEqual({ unit: "day", count: 1 });
  });
});
