import type { Question, ResponseRow } from "@/wire/messages.gen";

/** What a person answered to one question. */
export type SaidAnswer = { readonly id: number; readonly wording: string; readonly text: string };

type Answer = ResponseRow["answers"][string];

/** A filled form as it is read: the questions that were answered, in their order, options by their words. */
export function answersOf(questions: readonly Question[], answers: ResponseRow["answers"]): readonly SaidAnswer[] {
  return questions.flatMap((question) => {
    const answer = answers[String(question.id)];
    return answer === undefined ? [] : [{ id: question.id, wording: question.wording, text: said(question, answer) }];
  });
}

function said(question: Question, answer: Answer): string {
  const optionAt = (place: number) => question.options[place]?.text ?? String(place);
  if (Array.isArray(answer)) return answer.map(optionAt).join("; ");
  if (question.kind === "choice" && typeof answer === "number") return optionAt(answer);
  return String(answer);
}
