import { expect, test } from "vitest";
import type { Question, QuestionKind } from "@/wire/messages.gen";
import { answersOf, stillAsked } from "./answerText";

function aQuestion(id: number, kind: QuestionKind, options: readonly string[] = []): Question {
  const scored = options.map((text) => ({ text, score: 0 }));
  return { id, kind, wording: `№${id}`, is_required: false, options: scored, low: 1, high: 5, is_active: true };
}

test("a filled form reads as its questions with what was chosen or written, those left out without", () => {
  const questions = [
    aQuestion(1, "choice", ["Да", "Нет"]),
    aQuestion(2, "several", ["Дом", "Баня", "Гараж"]),
    aQuestion(3, "scale"),
    aQuestion(4, "number"),
    aQuestion(5, "text"),
    aQuestion(6, "text"),
  ];
  const read = answersOf(questions, { 1: 1, 2: [0, 2], 3: 4, 4: "12.5", 5: "Не было воды. 2.5 дня" }, (text) =>
    text.replace(".", ","),
  );
  expect(read.map(({ id, text }) => [id, text])).toEqual([
    [1, "Нет"],
    [2, "Дом; Гараж"],
    [3, "4"],
    [4, "12,5"],
    [5, "Не было воды. 2.5 дня"],
  ]);
});

test("what was answered to a question that is asked no more is not sent", () => {
  expect(stillAsked([{ id: 2 }, { id: 3 }], { 1: "да", 2: 5 })).toEqual({ 2: 5 });
});
