import type { StageDraft, StageKind, StageView } from "@/wire/messages.gen";
import { isSame } from "./draftEntry";

/** A stage in the editor; `key` stays with it while it has no id. */
export type StageEdit = Required<StageDraft> & { readonly key: string };

const ORDER: readonly StageKind[] = ["open", "won", "lost"];

export function editsOf(stages: readonly StageView[]): readonly StageEdit[] {
  return stages.map(({ id, name, name_en, kind, probability, required_method_id, rot_days }) => ({
    key: String(id),
    id,
    name,
    name_en,
    kind,
    probability,
    required_method_id,
    rot_days,
  }));
}

/** The stages that a new pipeline begins with. */
export function firstStages(names: readonly [string, string, string]): readonly StageEdit[] {
  const [open, won, lost] = names;
  return [blank("new-1", "open", 10, open), blank("new-2", "won", 100, won), blank("new-3", "lost", 0, lost)];
}

function blank(key: string, kind: StageKind, probability: number, name: string): StageEdit {
  return { key, id: null, name, name_en: "", kind, probability, required_method_id: null, rot_days: null };
}

/** Add an open stage after the last open one. */
export function withStage(stages: readonly StageEdit[], key: string): readonly StageEdit[] {
  return inOrder([...stages, blank(key, "open", 50, "")]);
}

export function withoutStage(stages: readonly StageEdit[], key: string): readonly StageEdit[] {
  return stages.filter((stage) => stage.key !== key);
}

export function changedStage(
  stages: readonly StageEdit[],
  key: string,
  changes: Partial<StageEdit>,
): readonly StageEdit[] {
  const changed = stages.map((stage) => (stage.key === key ? { ...stage, ...changes } : stage));
  return changes.kind === undefined ? changed : inOrder(changed);
}

/** Put a stage one place on; only among those of its kind, because the server takes them in that order. */
export function shiftedStage(stages: readonly StageEdit[], key: string, by: 1 | -1): readonly StageEdit[] {
  const place = stages.findIndex((stage) => stage.key === key);
  const [taken, other] = [stages[place], stages[place + by]];
  if (!taken || !other || taken.kind !== other.kind) return stages;
  return stages.map((stage, index) => (index === place ? other : index === place + by ? taken : stage));
}

export function mayShift(stages: readonly StageEdit[], key: string, by: 1 | -1): boolean {
  return shiftedStage(stages, key, by) !== stages;
}

function inOrder(stages: readonly StageEdit[]): readonly StageEdit[] {
  return [...stages].sort((one, other) => ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind));
}

export function draftsOf(stages: readonly StageEdit[]): readonly StageDraft[] {
  return stages.map(({ key: _, ...draft }) => draft);
}

type Shape = Pick<StageEdit, "id" | "kind" | "required_method_id">;

/** Say whether deals that stand on the stages keep them and new ones get others; the server decides by the same rule. */
export function makesRevision(before: readonly Shape[], after: readonly Shape[]): boolean {
  const shape = (stages: readonly Shape[]) =>
    JSON.stringify(stages.map(({ id, kind, required_method_id }) => [id, kind, required_method_id]));
  return shape(before) !== shape(after);
}

/** Say whether two values of a pipeline are the same; of stages, which number the server gave one is no matter. */
export function stagesAlike(one: unknown, other: unknown): boolean {
  const bare = (value: unknown) =>
    Array.isArray(value) ? draftsOf(value as readonly StageEdit[]).map((stage) => ({ ...stage, id: null })) : value;
  return isSame(bare(one), bare(other));
}

/** The stages as they are sent over what is saved now: one that is not there any more is a new one. */
export function stagesOver(stages: readonly StageEdit[], kept: readonly StageEdit[]): readonly StageEdit[] {
  const known = new Set(kept.map(({ id }) => id));
  return stages.map((stage) => (known.has(stage.id) ? stage : { ...stage, id: null }));
}
