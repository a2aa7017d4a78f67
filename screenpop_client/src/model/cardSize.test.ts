import { expect, test } from "vitest";
import { type DockPlace, sizeOf } from "./cardSize";

const FREE: DockPlace = { isFirst: true, isAlone: true, isCrowded: false, isInterestOpen: false, opensAtAnswer: false };
const SECOND: DockPlace = { ...FREE, isFirst: false, isAlone: false };
const RINGING = { state: "ringing" } as const;
const TALKING = { state: "talking" } as const;
const ENDED = { state: "wrap_up" } as const;

test("on a free page the first card is drawn with all there is, and the others without their history", () => {
  for (const card of [RINGING, TALKING, ENDED]) expect(sizeOf(card, FREE)).toBe("full");
  expect(sizeOf(RINGING, SECOND)).toBe("compact");
  expect(sizeOf(TALKING, SECOND)).toBe("compact");
  expect(sizeOf(ENDED, SECOND)).toBe("line");
});

test("where more than two calls go on the other rings are lines, and the talk keeps its buttons", () => {
  expect(sizeOf(RINGING, { ...FREE, isAlone: false, isCrowded: true })).toBe("compact");
  expect(sizeOf(RINGING, { ...SECOND, isCrowded: true })).toBe("line");
  expect(sizeOf(TALKING, { ...SECOND, isCrowded: true })).toBe("compact");
});

test("over an open interest a ring that is alone says who calls, and several are lines, so that no field is covered", () => {
  const over = { ...FREE, isInterestOpen: true };
  expect(sizeOf(RINGING, over)).toBe("compact");
  expect(sizeOf(RINGING, { ...over, isAlone: false })).toBe("line");
  expect(sizeOf(RINGING, { ...SECOND, isInterestOpen: true })).toBe("line");
  expect(sizeOf(TALKING, over)).toBe("line");
  expect(sizeOf(ENDED, over)).toBe("line");
});

test("a ring is a line for who wants the card at the answer, and the answered card is whole", () => {
  const wished = { ...FREE, opensAtAnswer: true };
  expect(sizeOf(RINGING, wished)).toBe("line");
  expect(sizeOf(RINGING, { ...wished, isInterestOpen: true })).toBe("line");
  expect(sizeOf(TALKING, wished)).toBe("full");
});
