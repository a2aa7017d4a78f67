import { useEffect, useMemo, useRef, useState } from "react";
import { reasonOf } from "@/app/errors";
import { notify } from "@/app/notify";
import { useRecordWrite } from "@/app/recordQueries";
import { useText } from "@/app/text";
import {
  draftOf,
  draftOfNew,
  isDirty,
  isSettled,
  type RecordDraft,
  rebased,
  settled,
  typed,
  typedOver,
} from "@/model/recordDraft";
import {
  blankValues,
  cardFields,
  changesOf,
  missingOf,
  type Names,
  type Value,
  type Values,
} from "@/model/recordFields";
import { ApiError, Unreachable } from "@/wire/http";
import { randomId } from "@/wire/ids";
import type { ListMeta, RecordView } from "@/wire/messages.gen";

type Errors = Readonly<Record<string, string>>;

/** What a new record is known to be before anything is typed. */
export type Seed = {
  readonly values: Values;
  readonly names?: Names;
  /** What is likely, and can be changed. */
  readonly begins?: Values | undefined;
};

export const NO_SEED: Seed = { values: {} };

/** The input of one card: what is typed, what is wrong with it, what a colleague made of it, and the save. */
export function useRecordForm(meta: ListMeta, view: RecordView | undefined, seed: Seed) {
  const { t } = useText();
  const [draft, setDraft] = useState<RecordDraft>(() =>
    view ? draftOf(view) : draftOfNew(blankValues(meta, { ...seed.begins, ...seed.values }), seed.names ?? {}),
  );
  const [id, setId] = useState<number | null>(view?.id ?? null);
  const [errors, setErrors] = useState<Errors>({});
  const [unreadable, setUnreadable] = useState<ReadonlySet<string>>(() => new Set());
  const write = useRecordWrite(meta.id);
  const key = useRef(randomId());
  const wasUnanswered = useRef(false);
  const fields = useMemo(() => cardFields(meta, draft.base, id === null), [meta, draft.base, id]);
  const settable = useMemo(() => fields.filter((field) => field.is_editable || id === null), [fields, id]);
  const seen = useMemo(() => draftOfNew(blankValues(meta, { ...seed.begins, ...seed.values }), {}), [meta, seed]);
  const isChanged = isDirty(id === null ? { ...draft, base: seen.base } : draft, settable) || unreadable.size > 0;

  // Others' changes come in by themselves while nothing is typed; once something is, they are met when it is saved.
  useEffect(() => {
    if (view && view.version !== draft.version && !isChanged) setDraft(draftOf(view));
  }, [view, draft.version, isChanged]);

  const change = (field: string, value: Value, name?: string) => {
    setDraft((before) => typed(before, field, value, name));
    setErrors(({ [field]: _, ...others }) => others);
  };
  const markUnreadable = (field: string, isBad: boolean) => {
    setUnreadable((before) => {
      const next = new Set(before);
      if (isBad) next.add(field);
      else next.delete(field);
      return next;
    });
    setErrors(({ [field]: _, ...others }) => (isBad ? { ...others, [field]: t("interest.badDate") } : others));
  };

  const refuse = (error: unknown): null => {
    if (error instanceof ApiError && error.info.code === "record.changed" && isView(error.info.params.current)) {
      const theirs = error.info.params.current;
      setDraft((before) => rebased(before, theirs, settable));
      return null;
    }
    if (error instanceof ApiError && Object.keys(error.info.fields).length > 0) {
      const said = Object.entries(error.info.fields).map(([field, one]) => [field, one.message] as const);
      setErrors(Object.fromEntries(said));
      const strange = said.filter(([field]) => !fields.some((one) => one.id === field));
      if (strange.length > 0) notify(t, { color: "red", message: strange.map(([, message]) => message).join(" ") });
      return null;
    }
    if (error instanceof Unreachable) wasUnanswered.current = true;
    else key.current = randomId();
    notify(t, { color: "red", message: reasonOf(error, t) });
    return null;
  };

  const mistakesIn = (wrong: readonly string[]): Errors => ({
    ...Object.fromEntries([...unreadable].map((field) => [field, t("interest.badDate")])),
    ...Object.fromEntries(missingOf(settable, draft.values).map((field) => [field, t("record.required")])),
    ...Object.fromEntries(wrong.map((field) => [field, t("record.badNumber")])),
  });

  /** Take over what was written; false while something typed since an unanswered try is still to be saved. */
  const takeOver = (made: RecordView): boolean => {
    const isOlder = id === null && wasUnanswered.current;
    const next = isOlder ? typedOver(made, draft) : draftOf(made);
    setDraft(next);
    setId(made.id);
    setErrors({});
    key.current = randomId();
    wasUnanswered.current = false;
    return !(isOlder && isDirty(next, settable));
  };

  /** Save; null when it was refused, and then the card says why. */
  const save = async (): Promise<RecordView | null> => {
    if (!isSettled(draft)) return null;
    const base = id === null ? {} : draft.base;
    const { changes, wrong } = changesOf(settable, base, draft.values);
    const mistakes = mistakesIn(wrong);
    if (Object.keys(mistakes).length > 0) {
      setErrors(mistakes);
      return null;
    }
    if (id !== null && Object.keys(changes).length === 0) {
      setDraft((before) => ({ ...before, conflict: [] }));
      return view ?? null;
    }
    try {
      const made = await write.mutateAsync({ id, version: draft.version ?? 0, changes, key: key.current });
      return takeOver(made) ? made : null;
    } catch (error) {
      return refuse(error);
    }
  };

  return {
    id,
    draft,
    fields,
    settable,
    errors,
    isChanged,
    isSettled: isSettled(draft),
    isSaving: write.isPending,
    change,
    markUnreadable,
    settle: (chosen: readonly string[], taken: "mine" | "theirs") =>
      setDraft((before) => chosen.reduce((draft, field) => settled(draft, field, taken), before)),
    save,
  };
}

export type RecordFormTools = ReturnType<typeof useRecordForm>;

function isView(value: unknown): value is RecordView {
  return typeof value === "object" && value !== null && "record" in value && "version" in value;
}
