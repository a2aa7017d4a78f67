import { MultiSelect } from "@mantine/core";
import { useState } from "react";
import { type Row, useLists, useRecords } from "@/app/listQueries";
import { rowName, useNamesOf } from "@/app/recordQueries";
import { useText } from "@/app/text";
import type { FieldControlProps } from "./FieldControl";
import type { ControlProps } from "./FieldShell";

type RecordsPickerProps = FieldControlProps & { readonly control: ControlProps };

/** Several records of a kind, found by the beginnings of what they are called. */
export function RecordsPicker({ field, values, control, onValue }: RecordsPickerProps) {
  const { t } = useText();
  const [typed, setTyped] = useState("");
  const value = values[field.id];
  const chosen = Array.isArray(value) ? value.map(Number) : [];
  const nameOf = useNamesOf({ [field.record]: chosen });
  const meta = useLists().data?.find((one) => one.id === field.record);
  const found = useRecords(field.record, typed, null, meta !== undefined).data?.rows ?? [];
  const offered = new Map([
    ...(meta ? found.map((row) => [row.id, rowName(meta, row as Row)] as const) : []),
    ...chosen.map((id) => [id, nameOf(field.record, id)] as const),
  ]);
  return (
    <MultiSelect
      {...control}
      size="xs"
      searchable
      hidePickedOptions
      clearable={!field.is_required}
      clearButtonProps={{ "aria-label": t("common.clear") }}
      searchValue={typed}
      onSearchChange={setTyped}
      filter={({ options }) => options}
      data={[...offered].map(([id, name]) => ({ value: String(id), label: name }))}
      value={chosen.map(String)}
      onChange={(ids) => {
        setTyped("");
        onValue(ids.map(Number));
      }}
    />
  );
}
