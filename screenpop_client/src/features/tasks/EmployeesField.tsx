import { MultiSelect } from "@mantine/core";
import { useState } from "react";
import { useRecords } from "@/app/listQueries";
import { useText } from "@/app/text";

type EmployeesFieldProps = {
  readonly chosen: ReadonlyMap<number, string>;
  readonly onChoose: (chosen: ReadonlyMap<number, string>) => void;
  readonly error: string | undefined;
};

/** Several employees, found by the beginnings of their names. */
export function EmployeesField({ chosen, onChoose, error }: EmployeesFieldProps) {
  const { t } = useText();
  const [typed, setTyped] = useState("");
  const active = { field: "is_active", op: "eq", value: true } as const;
  const found = useRecords("employee", typed, active, true).data?.rows ?? [];
  const names = new Map([
    ...found.map((row) => [Number(row.id), String(row.full_name ?? "")] as const),
    ...chosen.entries(),
  ]);
  return (
    <MultiSelect
      label={t("tasks.assignees")}
      placeholder={chosen.size === 0 ? t("tasks.assigneesHint") : ""}
      required
      searchable
      hidePickedOptions
      clearable
      clearButtonProps={{ "aria-label": t("common.clear") }}
      error={error}
      searchValue={typed}
      onSearchChange={setTyped}
      filter={({ options }) => options}
      data={[...names].map(([id, name]) => ({ value: String(id), label: name }))}
      value={[...chosen.keys()].map(String)}
      onChange={(ids) => {
        setTyped("");
        onChoose(new Map(ids.map((id) => [Number(id), names.get(Number(id)) ?? ""])));
      }}
    />
  );
}
