import type { Dictionaries } from "@/wire/messages.gen";

/** English names of methods, results and reasons, by the names that the server tells in contacts and reminders. */
export function englishWords(
  dictionaries: Pick<Dictionaries, "methods" | "outcomes" | "refusal_reasons">,
): ReadonlyMap<string, string> {
  const rows = [...dictionaries.methods, ...dictionaries.outcomes, ...dictionaries.refusal_reasons];
  return new Map(rows.filter((row) => row.name_en).map((row) => [row.name, row.name_en]));
}
