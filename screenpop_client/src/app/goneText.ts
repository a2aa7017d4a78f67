import { assertNever } from "@/model/assertNever";
import type { CardWithdrawn } from "@/wire/messages.gen";
import type { Say } from "./text";

/** Say why a card left; "" when the operator did it and needs no telling. */
export function goneText(message: CardWithdrawn, t: Say): string {
  switch (message.reason) {
    case "answered_elsewhere":
      return message.by ? t("gone.answered_elsewhere", { by: message.by }) : t("gone.answered_elsewhere.nobody");
    case "caller_gone":
    case "no_answer":
    case "rejected":
    case "lost":
      return t(`gone.${message.reason}`);
    case "dismissed":
    case "skipped":
    case "saved":
      return "";
    default:
      return assertNever(message.reason);
  }
}
