import type { Question, QuestionDraft, QuestionKind } from "@/wire/messages.gen";
import { isSame } from "./draftEntry";

export type EditedQuestion = {
  /** What the editor tells it by; a new question has no number yet. */
  readonly key: string;
  readonly id: number | null;
  readonly kind: QuestionKind;
  readonly wording: string;
  readonly isRequired: boolean;
  readonly options: readonly { readonly text: string; readonly score: number }[];
  readonly low: number;
  readonly high: number;
};

export const QUESTION_KINDS: readonly QuestionKind[] = ["choice", "several", "scale", "number", "text"];
const TWO_OPTIONS = [
  { text: "", score: 0 },
  { text: "", score: 0 },
];

export function editedOf(question: Question): EditedQuestion {
  return {
    key: `q${question.id}`,
    id: question.id,
    kind: question.kind,
    wording: question.wording,
    isRequired: question.is_required,
    options: question.options.length > 0 ? question.options : TWO_OPTIONS,
    low: question.kind === "scale" ? question.low : 1,
    high: question.kind === "scale" ? question.high : 5,
  };
}

export function newQuestion(key: string): EditedQuestion {
  return { key, id: null, kind: "choice", wording: "", isRequired: false, options: TWO_OPTIONS, low: 1, high: 5 };
}

/** What the server is sent: only what the kind asks with. */
export function draftOf(edited: EditedQuestion): QuestionDraft {
  const isChosen = edited.kind === "choice" || edited.kind === "several";
  const isScale = edited.kind === "scale";
  return {
    id: edited.id,
    kind: edited.kind,
    wording: edited.wording,
    is_required: edited.isRequired,
    options: isChosen ? edited.options.filter((option) => option.text.trim() !== "") : [],
    ...(isScale ? { low: edited.low, high: edited.high } : {}),
  };
}

/** Say whether two lists ask the same: which number the server gave a question is no matter. */
export function asksAlike(one: unknown, other: unknown): boolean {
  const asked = (list: unknown) => (list as readonly EditedQuestion[]).map((each) => ({ ...draftOf(each), id: null }));
  return isSame(asked(one), asked(other));
}

/** What may be answered, in a line: "Yes (5) / No", "1–5". */
export function wordsOfOptions(question: EditedQuestion): string {
  const { options = [], low, high } = draftOf(question);
  if (low !== undefined) return `${low}–${high}`;
  return options.map(({ text, score }) => (score === 0 ? text : `${text} (${score})`)).join(" / ");
}

/** Move one item to another place; beyond the ends nothing happens. */
export function moved<T>(items: readonly T[], from: number, to: number): readonly T[] {
  const item = items[from];
  if (item === undefined || from === to || to < 0 || to >= items.length) return items;
  const others = items.filter((_, place) => place !== from);
  return [...others.slice(0, to), item, ...others.slice(to)];
}
