import { isSame } from "./draftEntry";

type Field<V> = keyof V & string;

/** One field that a colleague saved meanwhile: what it was, and what each made of it. */
export type Meanwhile<V> = {
  readonly field: Field<V>;
  readonly before: V[Field<V>];
  readonly mine: V[Field<V>];
  readonly theirs: V[Field<V>];
  /** Only they changed it: theirs is taken, and that is told. */
  readonly isTheirsAlone: boolean;
  readonly taken: "mine" | "theirs" | null;
};

/** What is written over a version that was read; what a colleague saves meanwhile never takes its place by itself. */
export type HeldEdit<V> = {
  readonly version: number;
  readonly base: V;
  readonly mine: V;
  readonly meanwhile: readonly Meanwhile<V>[];
};

export type Alike = (a: unknown, b: unknown) => boolean;

export function begun<V>(version: number, values: V): HeldEdit<V> {
  return { version, base: values, mine: values, meanwhile: [] };
}

export function typedIn<V>(edit: HeldEdit<V>, changes: Partial<V>): HeldEdit<V> {
  return { ...edit, mine: { ...edit.mine, ...changes } };
}

/** The fields that are not as they were read. */
export function editedIn<V extends object>(edit: HeldEdit<V>): readonly Field<V>[] {
  return fieldsOf(edit).filter((field) => !isSame(edit.base[field], edit.mine[field]));
}

export function isEdited<V extends object>(edit: HeldEdit<V>): boolean {
  return editedIn(edit).length > 0;
}

/** Go on from a newer version: what I did not touch becomes theirs, what both changed is still to be settled. */
export function met<V extends object>(
  edit: HeldEdit<V>,
  version: number,
  theirs: V,
  alike: Alike = isSame,
): HeldEdit<V> {
  if (version <= edit.version) return edit;
  if (!isEdited(edit) && edit.meanwhile.length === 0) return begun(version, theirs);
  const lines = fieldsOf(edit).flatMap((field) => {
    const [before, mine, other] = [edit.base[field], edit.mine[field], theirs[field]];
    const isTheirsAlone = alike(before, mine);
    const isNews = !alike(before, other) && (isTheirsAlone || !alike(mine, other));
    if (!isNews) return edit.meanwhile.filter((line) => line.field === field);
    return [{ field, before, mine, theirs: other, isTheirsAlone, taken: isTheirsAlone ? ("theirs" as const) : null }];
  });
  const kept = fieldsOf(edit).filter(
    (field) => !alike(edit.base[field], edit.mine[field]) && !alike(edit.mine[field], theirs[field]),
  );
  const mine = { ...theirs, ...Object.fromEntries(kept.map((field) => [field, edit.mine[field]])) };
  return { version, base: theirs, mine, meanwhile: lines };
}

/** Keep mine or take theirs in some fields; the other stays in sight and can still be taken. */
export function settledIn<V extends object>(
  edit: HeldEdit<V>,
  fields: readonly string[],
  taken: "mine" | "theirs",
): HeldEdit<V> {
  const settled = edit.meanwhile.filter(({ field }) => fields.includes(field));
  const chosen = Object.fromEntries(settled.map((line) => [line.field, line[taken]]));
  return {
    ...edit,
    mine: { ...edit.mine, ...chosen },
    meanwhile: edit.meanwhile.map((line) => (settled.includes(line) ? { ...line, taken } : line)),
  };
}

/** Say whether everything that both changed is settled. */
export function isAgreed<V>(edit: HeldEdit<V>): boolean {
  return edit.meanwhile.every((line) => line.taken !== null);
}

/** Go on from what was saved; what was typed since it was sent is still to be saved. */
export function saved<V extends object>(edit: HeldEdit<V>, version: number, sent: V, kept: V = sent): HeldEdit<V> {
  const since = fieldsOf(edit).filter((field) => !isSame(edit.mine[field], sent[field]));
  return typedIn(
    begun(version, kept),
    Object.fromEntries(since.map((field) => [field, edit.mine[field]])) as Partial<V>,
  );
}

function fieldsOf<V extends object>(edit: HeldEdit<V>): readonly Field<V>[] {
  return Object.keys(edit.base) as Field<V>[];
}
