import type { Say } from "@/app/text";
import type { ListMeta } from "@/wire/messages.gen";

/** What taking a record away is called: of people it is not said that they are used no longer. */
export function removalWord(meta: ListMeta, how: Exclude<ListMeta["rights"]["removal"], "never">, t: Say): string {
  return meta.id === "employee" ? t("record.remove.retired") : t(`record.remove.${how}`);
}
