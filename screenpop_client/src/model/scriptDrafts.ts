import type { AskKind, FillField, ScriptAnswer, ScriptFill, ScriptStep } from "@/wire/messages.gen";

export const ASK_KINDS: readonly AskKind[] = ["none", "choice", "text", "field"];
export const TEXT_FILLS: readonly FillField[] = ["content", "extra", "person_text", "organization_text"];
export const FILL_FIELDS: readonly FillField[] = [
  "topic_id",
  "source_id",
  "campaign_id",
  "product_id",
  "project_id",
  "outcome_id",
  "refusal_reason_id",
  "next_contact_at",
  "next_method_id",
  ...TEXT_FILLS,
];

export function newStep(key: string): ScriptStep {
  return { key, title: "", words: "", ask: "choice", answers: [newAnswer(), newAnswer()], next: "", fill: null };
}

export function newAnswer(): ScriptAnswer {
  return { text: "", next: "", fills: [] };
}

export function newFill(taken: readonly ScriptFill[]): ScriptFill {
  const field = FILL_FIELDS.find((one) => !taken.some((fill) => fill.field === one)) ?? "content";
  return { field, value: null, text: "" };
}

/** Ask in another way: answers of a choice stay at hand until it is saved, a field that cannot be filled so goes. */
export function asking(step: ScriptStep, ask: AskKind): ScriptStep {
  const fill = ask === "field" ? (step.fill ?? "topic_id") : ask === "text" ? "content" : null;
  const answers = ask === "choice" && step.answers.length === 0 ? [newAnswer(), newAnswer()] : step.answers;
  return { ...step, ask, fill, answers };
}

/** A step in a line: its title and words, what may be answered, what that fills, and the place of where it leads. */
export function wordsOfStep(
  step: ScriptStep,
  steps: readonly ScriptStep[],
  called: (field: FillField) => string,
): string {
  const led = (next: string) => {
    const place = steps.findIndex(({ key }) => key === next);
    return place < 0 ? "" : ` → ${place + 1}`;
  };
  const filled = (fields: readonly FillField[]) => (fields.length > 0 ? ` [${fields.map(called).join(", ")}]` : "");
  const said = [step.title, step.words].filter(Boolean).join(": ");
  if (step.ask !== "choice") return said + filled(step.fill === null ? [] : [step.fill]) + led(step.next);
  const answers = step.answers.map(
    ({ text, fills, next }) => text + filled(fills.map(({ field }) => field)) + led(next),
  );
  return [said, ...answers].join(" / ");
}

export function changedAt<T>(items: readonly T[], place: number, change: Partial<T>): readonly T[] {
  return items.map((one, at) => (at === place ? { ...one, ...change } : one));
}

export function withoutAt<T>(items: readonly T[], place: number): readonly T[] {
  return items.filter((_, at) => at !== place);
}

/** What led to a step that is removed leads to the end. */
export function withoutStep(steps: readonly ScriptStep[], key: string): readonly ScriptStep[] {
  const on = (next: string) => (next === key ? "" : next);
  return steps
    .filter((step) => step.key !== key)
    .map((step) => ({
      ...step,
      next: on(step.next),
      answers: step.answers.map((answer) => ({ ...answer, next: on(answer.next) })),
    }));
}
