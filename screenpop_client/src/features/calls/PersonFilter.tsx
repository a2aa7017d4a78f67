import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { usePerson, usePersonSearch } from "@/app/queries";
import { useText } from "@/app/text";
import type { PersonView } from "@/wire/messages.gen";

const PATIENCE_MS = 200;
const SHORTEST = 2;

type PersonFilterProps = { readonly value: string; readonly onChange: (id: string) => void };

/** The person whose calls are shown, found by the beginning of a name or number. */
export function PersonFilter({ value, onChange }: PersonFilterProps) {
  const { t } = useText();
  const [typed, setTyped] = useState("");
  const [q] = useDebouncedValue(typed.trim(), PATIENCE_MS);
  const chosen = usePerson(/^\d+$/.test(value) ? Number(value) : null).data;
  const found = usePersonSearch(q, null, q.length >= SHORTEST && q !== chosen?.full_name);
  const rows = new Map<string, string>();
  for (const person of [...(chosen ? [chosen] : []), ...(found.data ?? [])]) rows.set(String(person.id), named(person));
  return (
    <Select
      size="xs"
      label={t("callLog.filter.person")}
      placeholder={t("callLog.personHint")}
      searchable
      clearable
      comboboxProps={{ withinPortal: false }}
      data={[...rows].map(([id, label]) => ({ value: id, label }))}
      filter={({ options }) => options}
      searchValue={typed}
      onSearchChange={setTyped}
      nothingFoundMessage={t(emptyText(typed.trim(), found.isFetching || q !== typed.trim()))}
      value={value || null}
      onChange={(id) => onChange(id ?? "")}
    />
  );
}

function emptyText(typed: string, isSearching: boolean) {
  if (typed.length < SHORTEST) return "interest.typeToFind";
  return isSearching ? "interest.searching" : "interest.noOption";
}

/** Namesakes are told apart by where they work. */
function named({ full_name, organization }: PersonView): string {
  return organization ? `${full_name}, ${organization}` : full_name;
}
