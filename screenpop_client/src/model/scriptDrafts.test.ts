import { expect, test } from "vitest";
import type { ScriptStep } from "@/wire/messages.gen";
import { asking, newFill, newStep, withoutStep, wordsOfStep } from "./scriptDrafts";

test("what led to a step that is removed leads to the end", () => {
  const first = { ...newStep("a"), next: "b", answers: [{ text: "Да", next: "b", fills: [] }] };
  expect(withoutStep([first, newStep("b")], "b")).toEqual([
    { ...first, next: "", answers: [{ text: "Да", next: "", fills: [] }] },
  ]);
});

test("a step asked in another way keeps what that way can fill", () => {
  expect(asking(newStep("a"), "field").fill).toBe("topic_id");
  expect(asking(newStep("a"), "text").fill).toBe("content");
  expect(asking({ ...newStep("a"), answers: [] }, "choice").answers).toHaveLength(2);
  expect(asking(newStep("a"), "none").fill).toBeNull();
});

test("an answer fills each field once", () => {
  expect(newFill([]).field).toBe("topic_id");
  expect(newFill([newFill([])]).field).toBe("source_id");
});

test("a step is said in a line", () => {
  const answers = [
    { text: "Дом", next: "b", fills: [newFill([])] },
    { text: "Ничего", next: "", fills: [] },
  ];
  const asks = { ...newStep("a"), title: "Что", words: "Что нужно?", answers };
  const notes = { ...asking(newStep("b"), "text"), title: "Пожелания" };
  const said = (step: ScriptStep) => wordsOfStep(step, [asks, notes], (field) => field);
  expect(said(asks)).toBe("Что: Что нужно? / Дом [topic_id] → 2 / Ничего");
  expect(said({ ...notes, next: "a" })).toBe("Пожелания [content] → 1");
});
