import { expect, test } from "vitest";
import type { Question } from "@/wire/messages.gen";
import { asksAlike, draftOf, editedOf, moved, newQuestion, wordsOfOptions } from "./questionDrafts";

const scale: Question = {
  id: 4,
  kind: "scale",
  wording: "Оценка",
  is_required: true,
  options: [],
  low: 0,
  high: 10,
  is_active: true,
};

test("a question is sent with what its kind asks with alone (R28)", () => {
  expect(draftOf(editedOf(scale))).toEqual({
    id: 4,
    kind: "scale",
    wording: "Оценка",
    is_required: true,
    options: [],
    low: 0,
    high: 10,
  });
  const choice = {
    ...newQuestion("a"),
    wording: "Да?",
    options: [
      { text: "Да", score: 2 },
      { text: " ", score: 1 },
    ],
  };
  expect(draftOf(choice)).toMatchObject({ id: null, options: [{ text: "Да", score: 2 }] });
  expect(draftOf(choice)).not.toHaveProperty("low");
});

test("two lists ask alike whatever numbers the server gave their questions", () => {
  const asked = editedOf(scale);
  expect(asksAlike([asked], [{ ...asked, id: 9, key: "q9" }])).toBe(true);
  expect(asksAlike([asked], [{ ...asked, high: 5 }])).toBe(false);
  expect(asksAlike([asked], [])).toBe(false);
});

test("what may be answered is said in a line", () => {
  const options = [
    { text: "Да", score: 2 },
    { text: "Нет", score: 0 },
  ];
  expect(wordsOfOptions({ ...newQuestion("a"), options })).toBe("Да (2) / Нет");
  expect(wordsOfOptions(editedOf(scale))).toBe("0–10");
  expect(wordsOfOptions({ ...newQuestion("a"), kind: "text" })).toBe("");
});

test("a question moves up and down and never out of the form", () => {
  expect(moved(["a", "b", "c"], 0, 2)).toEqual(["b", "c", "a"]);
  expect(moved(["a", "b", "c"], 2, 1)).toEqual(["a", "c", "b"]);
  const same = ["a", "b"];
  for (const [from, to] of [
    [0, -1],
    [1, 2],
    [5, 0],
    [1, 1],
  ] as const)
    expect(moved(same, from, to)).toBe(same);
});
