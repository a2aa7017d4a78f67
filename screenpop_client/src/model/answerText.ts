import type { Question, ResponseRow } from "@/wire/messages.gen";

/** What a person answered to one question. */
export type SaidAnswer = { readonly id: number; readonly wording: string; readonly text: string };

type Answer = ResponseRow["answers"][string];

type Decimal = (text: string) => string;

/** A filled form as it is read: the questions that were answered, in their order, options by their words. */
export function answersOf(
  questions: readonly Question[],
  answers: ResponseRow["answers"],
  decimal: Decimal,
): readonly SaidAnswer[] {
  return questions.flatMap((question) => {
    const answer = answers[String(question.id)];
    if (answer === undefined) return [];
    return [{ id: question.id, wording: question.wording, text: said(question, answer, decimal) }];
  });
}

function said(question: Question, answer: Answer, decimal: Decimal): string {
  const optionAt = (place: number) => question.options[place]?.text ?? String(place);
  if (Array.isArray(answer)) return answer.map(optionAt).join("; ");
  if (question.kind === "choice" && typeof answer === "number") return optionAt(answer);
  return question.kind === "number" ? decimal(String(answer)) : String(answer);
}

/** The answers to what is still asked: a question that was changed meanwhile is another, and its field is empty. */
export function stillAsked<Answered>(
  questions: readonly Pick<Question, "id">[],
  answers: Readonly<Record<string, Answered>>,
): Readonly<Record<string, Answered>> {
  const asked = new Set(questions.map(({ id }) => String(id)));
  return Object.fromEntries(Object.entries(answers).filter(([id]) => asked.has(id)));
}
