import { useState } from "react";
import { isSame } from "@/model/draftEntry";
import {
  type Alike,
  begun,
  editedIn,
  isAgreed,
  isEdited,
  type Meanwhile,
  met,
  saved,
  settledIn,
  typedIn,
} from "@/model/heldEdit";

export type HeldEditTools<V> = {
  readonly values: V;
  /** What is saved, as far as this page knows. */
  readonly base: V;
  /** The version that saving names: what is typed was written over it. */
  readonly version: number;
  readonly meanwhile: readonly Meanwhile<V>[];
  readonly isEdited: boolean;
  readonly isAgreed: boolean;
  readonly change: (changes: Partial<V>) => void;
  readonly settle: (fields: readonly string[], taken: "mine" | "theirs") => void;
  /** Tell what was sent, and what became of it when the answer says that. */
  readonly keep: (sent: V, version?: number, kept?: V) => void;
  /** Only what is not as it was read. */
  readonly changes: Partial<V>;
};

/**
 * The values of an editor, kept while a colleague saves other ones: those come in by themselves only where nothing is
 * typed. While our own save is on its way nothing is met, because it may be our own.
 */
export function useHeldEdit<V extends object>(
  theirs: { readonly version: number; readonly values: V },
  isSaving: boolean,
  alike: Alike = isSame,
): HeldEditTools<V> {
  const [held, setHeld] = useState(() => begun(theirs.version, theirs.values));
  const edit = isSaving ? held : met(held, theirs.version, theirs.values, alike);
  if (edit !== held) setHeld(edit);
  return {
    values: edit.mine,
    base: edit.base,
    version: edit.version,
    meanwhile: edit.meanwhile,
    isEdited: isEdited(edit),
    isAgreed: isAgreed(edit),
    change: (changes) => setHeld((before) => typedIn(before, changes)),
    settle: (fields, taken) => setHeld((before) => settledIn(before, fields, taken)),
    keep: (sent, version, kept) => setHeld((before) => saved(before, version ?? before.version, sent, kept)),
    changes: Object.fromEntries(editedIn(edit).map((field) => [field, edit.mine[field]])) as Partial<V>,
  };
}
