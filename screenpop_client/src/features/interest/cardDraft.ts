import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useSyncExternalStore } from "react";
import { reasonOf } from "@/app/errors";
import { Undecided } from "@/app/interestStore";
import { notify } from "@/app/notify";
import type { Say } from "@/app/text";
import type { DraftKeeper } from "@/model/draftKeeper";
import type { DraftState } from "@/model/draftPorts";
import { type IsTyped, RestedDraft } from "@/model/restedDraft";
import { ApiError, Unreachable } from "@/wire/http";

export type FieldErrors = Readonly<Record<string, string>>;

/** The draft as the card around its fields shows it; `isTyped` is the same function each time. */
export function useRestedDraft<V extends Record<string, unknown>>(
  keeper: DraftKeeper<V>,
  isTyped: IsTyped<V>,
): DraftState<V> {
  const rested = useMemo(() => new RestedDraft(keeper, isTyped), [keeper, isTyped]);
  return useSyncExternalStore(rested.subscribe, () => rested.state);
}

/** Bring a card's draft to the server when its talk is over, and when the card goes from the screen. */
export function useFlushedDraft<V extends Record<string, unknown>>(keeper: DraftKeeper<V>, isTalkOver: boolean): void {
  const queries = useQueryClient();
  useEffect(
    () => () => {
      void keeper.flush().then(() => queries.invalidateQueries({ queryKey: ["drafts"] }));
    },
    [keeper, queries],
  );
  useEffect(() => {
    if (isTalkOver) void keeper.flush();
  }, [keeper, isTalkOver]);
}

/** Return what is wrong with which field of a card that was not saved. */
export function fieldErrors(error: unknown): FieldErrors {
  if (!(error instanceof ApiError)) return {};
  return Object.fromEntries(
    Object.entries(error.info.fields).map(([field, { message, code }]) => [field, message || code]),
  );
}

/** Tell in words why a card was not saved. */
export function tellNotSaved(error: unknown, t: Say): void {
  notify(t, { color: "red", message: wordsOf(error, t), seconds: 7 });
}

function wordsOf(error: unknown, t: Say): string {
  if (error instanceof Undecided) return t("interest.undecided");
  if (error instanceof Unreachable) return t("interest.notSavedNetwork");
  return Object.keys(fieldErrors(error)).length > 0 ? t("interest.notSaved") : reasonOf(error, t);
}

/** Return the errors without those of fields that were just changed; the same where there is none. */
export function without(errors: FieldErrors, fields: readonly string[]): FieldErrors {
  if (!fields.some((field) => field in errors)) return errors;
  return Object.fromEntries(Object.entries(errors).filter(([field]) => !fields.includes(field)));
}
