import { expect, test } from "vitest";
import { placed } from "./marks";

test("marks that lie apart stay where they are", () => {
  expect(placed([200, 300, 400])).toEqual([200, 300, 400]);
});

test("marks at one instant stand beside each other, in their order", () => {
  expect(placed([300, 300, 301])).toEqual([300, 315, 330]);
});

test("marks at the edges stay within the picture", () => {
  expect(placed([130, 600, 600])).toEqual([137, 578, 593]);
});

test("more marks than there is room for never leave it", () => {
  const many = placed(Array.from({ length: 100 }, () => 600));
  expect(Math.min(...many)).toBe(137);
  expect(Math.max(...many)).toBe(593);
});
