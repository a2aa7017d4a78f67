import { ApiError, Unreachable } from "@/wire/http";
import type { Say } from "./text";

/** Say in the user's words why a request failed. */
export function reasonOf(error: unknown, t: Say): string {
  if (error instanceof ApiError) return error.info.message || t("error.server");
  if (error instanceof Unreachable) return t("error.unreachable");
  return t("error.server");
}
