import { MultiSelect, type MultiSelectProps } from "@mantine/core";
import { useState } from "react";
import { type Row, useListMeta, useRecords } from "@/app/listQueries";
import { rowName, useNamesOf } from "@/app/recordQueries";
import { useText } from "@/app/text";
import type { FilterNode } from "@/model/listFilter";

type RecordsSelectProps = Omit<MultiSelectProps, "data" | "value" | "onChange"> & {
  readonly entity: string;
  readonly chosen: readonly number[];
  readonly onChoose: (ids: readonly number[]) => void;
  /** Which records are offered; null: all. */
  readonly only?: FilterNode | null;
};

/** Several records of a kind, found by the beginnings of what they are called. */
export function RecordsSelect({ entity, chosen, onChoose, only = null, ...input }: RecordsSelectProps) {
  const { t, language } = useText();
  const [typed, setTyped] = useState("");
  const meta = useListMeta(entity);
  const nameOf = useNamesOf({ [entity]: chosen });
  const found = useRecords(entity, typed, only, meta !== undefined).data?.rows ?? [];
  const offered = new Map([
    ...(meta ? found.map((row) => [row.id, rowName(meta, row as Row, language)] as const) : []),
    ...chosen.map((id) => [id, nameOf(entity, id)] as const),
  ]);
  return (
    <MultiSelect
      searchable
      hidePickedOptions
      clearable
      clearButtonProps={{ "aria-label": t("common.clear") }}
      {...input}
      searchValue={typed}
      onSearchChange={setTyped}
      filter={({ options }) => options}
      data={[...offered].map(([id, name]) => ({ value: String(id), label: name }))}
      value={chosen.map(String)}
      onChange={(ids) => {
        setTyped("");
        onChoose(ids.map(Number));
      }}
    />
  );
}
