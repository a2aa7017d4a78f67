import { useDebouncedValue } from "@mantine/hooks";
import { useMemo } from "react";
import { useOrganizationSearch, usePersonSearch } from "@/app/queries";
import { useText } from "@/app/text";
import { readablePhone } from "@/model/phone";
import type { OrganizationView, PersonView } from "@/wire/messages.gen";
import { DirectoryField } from "./DirectoryField";
import type { InterestTools } from "./useInterest";
import { useTyped } from "./useTyped";

const PATIENCE_MS = 200;
const SHORTEST = 2;
const NONE: readonly never[] = [];

/** R84: an organization of the directory, or its name as told. */
export function OrganizationField({ tools }: { tools: InterestTools }) {
  const { t } = useText();
  const pickedId = tools.values.organization_id;
  const text = useTyped(tools.keeper, ({ organization_text }) => organization_text);
  const [q] = useDebouncedValue(text.trim(), PATIENCE_MS);
  const found = useOrganizationSearch(q, pickedId === null && q.length >= SHORTEST);
  const rows = q.length >= SHORTEST ? (found.data ?? NONE) : NONE;
  const options = useMemo(() => rows.map((row) => ({ id: row.id, name: row.name, note: firstPhone(row) })), [rows]);
  return (
    <DirectoryField
      name="organization"
      hint={t("interest.organizationHint")}
      text={text}
      pickedId={pickedId}
      isSearching={found.isFetching}
      error={tools.errors.organization_id ?? tools.errors.organization_text}
      options={options}
      onType={(typed) => tools.change({ organization_text: typed })}
      onPick={(id) => {
        const row = rows.find((one) => one.id === id);
        if (row) tools.change({ organization_id: id, organization_text: row.name, is_private: false });
      }}
      onClear={() => tools.change({ organization_id: null, organization_text: "" })}
    />
  );
}

/** R87: a person of the directory (of the chosen organization, when there is one), or the name as told. */
export function PersonField({ tools }: { tools: InterestTools }) {
  const { t } = useText();
  const { person_id: pickedId, organization_id: organizationId } = tools.values;
  const text = useTyped(tools.keeper, ({ person_text }) => person_text);
  const [q] = useDebouncedValue(text.trim(), PATIENCE_MS);
  // The people of a chosen organization are few: they are offered before anything is typed.
  const isAsked = q.length >= SHORTEST || (q === "" && organizationId !== null);
  const found = usePersonSearch(q, organizationId, pickedId === null && isAsked);
  const rows = isAsked ? (found.data ?? NONE) : NONE;
  const pick = (person: PersonView) => {
    const { organization_id: chosen, organization_text: typed } = tools.keeper.state.values;
    const isFree = chosen === null && typed === "";
    const organization = isFree
      ? { organization_id: person.organization_id, organization_text: person.organization }
      : {};
    tools.change({
      person_id: person.id,
      person_text: person.full_name,
      is_private: person.is_private,
      ...organization,
    });
  };
  const options = useMemo(
    () => rows.map((row) => ({ id: row.id, name: row.full_name, note: row.organization || firstPhone(row) })),
    [rows],
  );
  return (
    <DirectoryField
      name="person"
      hint={t("interest.personHint")}
      text={text}
      pickedId={pickedId}
      isSearching={found.isFetching}
      error={tools.errors.person_id ?? tools.errors.person_text}
      options={options}
      onType={(typed) => tools.change({ person_text: typed })}
      onPick={(id) => {
        const row = rows.find((one) => one.id === id);
        if (row) pick(row);
      }}
      onClear={() => tools.change({ person_id: null, person_text: "" })}
    />
  );
}

function firstPhone({ phones }: PersonView | OrganizationView): string {
  return readablePhone(phones[0]?.e164 || phones[0]?.raw || "");
}
