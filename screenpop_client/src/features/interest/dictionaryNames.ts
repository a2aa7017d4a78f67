import type { Dictionaries, Language } from "@/wire/messages.gen";

type Named = { readonly id: number; readonly name: string; readonly name_en?: string; readonly is_active?: boolean };

/** Return a row's name in the operator's language. */
export function nameIn(row: Named, language: Language): string {
  return (language === "en" && row.name_en) || row.name;
}

/** What a Select offers: the active rows, and the chosen one even when it is active no more. */
export function optionsOf(rows: readonly Named[], chosen: number | null, language: Language) {
  return rows
    .filter((row) => row.is_active !== false || row.id === chosen)
    .map((row) => ({ value: String(row.id), label: nameIn(row, language) }));
}

/** Return, by field, the names of what its numbers mean. */
export function namesOf(
  dictionaries: Dictionaries,
  language: Language,
): Readonly<Record<string, ReadonlyMap<number, string>>> {
  const names = (rows: readonly Named[]) => new Map(rows.map((row) => [row.id, nameIn(row, language)]));
  return {
    method_id: names(dictionaries.methods),
    next_method_id: names(dictionaries.methods),
    topic_id: names(dictionaries.topics),
    source_id: names(dictionaries.sources),
    campaign_id: names(dictionaries.campaigns),
    product_id: names(dictionaries.products),
    project_id: names(dictionaries.projects),
    outcome_id: names(dictionaries.outcomes),
    refusal_reason_id: names(dictionaries.refusal_reasons),
  };
}
