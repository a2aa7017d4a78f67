import { ApiError, Unreachable } from "@/wire/http";
import type { Say } from "./text";

/** Say in the user's words why a request failed. */
export function reasonOf(error: unknown, t: Say): string {
  if (error instanceof ApiError) return error.info.message || t("error.server");
  if (error instanceof Unreachable) return t("error.unreachable");
  return t("error.server");
}

/** The same, and what is wrong with each field. */
export function reasonsOf(error: unknown, t: Say): string {
  const fields = error instanceof ApiError ? Object.values(error.info.fields) : [];
  return [reasonOf(error, t), ...fields.map((field) => field.message)].join(" ");
}

/** Say whether a colleague saved another version of it meanwhile. */
export function isChangedMeanwhile(error: unknown): boolean {
  return error instanceof ApiError && error.info.code === "record.changed";
}

/** The same of one of many, with what is wrong with each field: there is no card to say it in, or to compare in. */
export function wholeReasonOf(error: unknown, t: Say): string {
  if (!(error instanceof ApiError)) return reasonOf(error, t);
  if (isChangedMeanwhile(error)) return t("bulk.meanwhile");
  const wrong = Object.values(error.info.fields);
  return wrong.length > 0 ? wrong.map(({ message }) => message).join(" ") : reasonOf(error, t);
}
