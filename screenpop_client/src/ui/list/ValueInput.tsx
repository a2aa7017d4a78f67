import { Group, MultiSelect, NumberInput, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { useListMeta, useRecords } from "@/app/listQueries";
import { useFewRecords } from "@/app/recordNames";
import { useText } from "@/app/text";
import type { FieldMeta, Test } from "@/wire/messages.gen";
import { DayInput } from "../DayInput";
import { isNumber, said } from "./cells";

const PERIODS = [
  "today", "yesterday", "tomorrow", "this_week", "last_week", "next_week", "this_month", "last_month", "this_year",
  "last_year", "last_7_days", "last_30_days",
] as const; // biome-ignore format: a table

type ValueProps = {
  readonly field: FieldMeta;
  readonly op: Test;
  readonly value: unknown;
  readonly onValue: (value: unknown) => void;
};

/** What a field is compared with, by the kind of field and the comparison. */
export function ValueInput(props: ValueProps) {
  const { field, op } = props;
  if (op === "during") return <PeriodInput {...props} />;
  if (op === "between") return <RangeInput {...props} />;
  if (field.kind === "record" || field.kind === "records") return <RecordInput {...props} />;
  if (field.kind === "choice") return <ChoiceInput {...props} />;
  if (field.kind === "flag") return <FlagInput {...props} />;
  if (op === "in") return <SeveralInput {...props} />;
  return <OneInput {...props} />;
}

function PeriodInput({ value, onValue }: ValueProps) {
  const { t } = useText();
  return (
    <Select
      size="xs"
      flex={1}
      aria-label={t("filter.value")}
      value={typeof value === "string" ? value : null}
      onChange={onValue}
      data={PERIODS.map((one) => ({ value: one, label: t(`period.${one}`) }))}
    />
  );
}

function RangeInput({ field, op, value, onValue }: ValueProps) {
  const { t } = useText();
  const [first, last] = Array.isArray(value) ? value : ["", ""];
  return (
    <Group gap={4} wrap="nowrap" flex={1}>
      <OneInput field={field} op={op} value={first} onValue={(one) => onValue([one, last])} />
      <OneInput field={field} op={op} value={last} onValue={(one) => onValue([first, one])} label={t("filter.until")} />
    </Group>
  );
}

function OneInput({ field, value, onValue, label }: ValueProps & { readonly label?: string }) {
  const { t, language } = useText();
  const common = { size: "xs", flex: 1, "aria-label": label ?? t("filter.value") } as const;
  if (field.kind === "date" || field.kind === "instant") {
    const day = typeof value === "string" && value ? value.slice(0, 10) : null;
    return <DayInput {...common} clearable value={day} onChange={(one) => onValue(one ?? "")} />;
  }
  if (isNumber(field)) {
    return (
      <NumberInput
        {...common}
        allowDecimal={field.kind !== "integer"}
        decimalSeparator={language === "ru" ? "," : "."}
        thousandSeparator={language === "ru" ? "\u00a0" : ","}
        value={typeof value === "number" || typeof value === "string" ? value : ""}
        onChange={onValue}
      />
    );
  }
  return (
    <TextInput
      {...common}
      maxLength={200}
      value={typeof value === "string" ? value : ""}
      onChange={(event) => onValue(event.currentTarget.value)}
    />
  );
}

/** Several texts or numbers, between semicolons. */
function SeveralInput({ field, value, onValue }: ValueProps) {
  const { t } = useText();
  const [typed, setTyped] = useState(Array.isArray(value) ? value.join("; ") : "");
  const read = (text: string) => {
    setTyped(text);
    const parts = text.split(";").map((part) => part.trim());
    const given = parts.filter(Boolean);
    onValue(field.kind === "integer" ? given.map(Number).filter(Number.isInteger) : given);
  };
  return (
    <TextInput
      size="xs"
      flex={1}
      aria-label={t("filter.value")}
      placeholder="…; …"
      value={typed}
      onChange={(event) => read(event.currentTarget.value)}
    />
  );
}

function ChoiceInput({ field, op, value, onValue }: ValueProps) {
  const text = useText();
  const data = field.choices.map((choice) => ({ value: choice.value, label: said(choice.label, text) }));
  const common = { size: "xs", flex: 1, "aria-label": text.t("filter.value"), data } as const;
  if (op === "in") {
    return <MultiSelect {...common} value={Array.isArray(value) ? (value as string[]) : []} onChange={onValue} />;
  }
  return <Select {...common} value={typeof value === "string" ? value : null} onChange={onValue} />;
}

function FlagInput({ value, onValue }: ValueProps) {
  const { t } = useText();
  return (
    <Select
      size="xs"
      flex={1}
      aria-label={t("filter.value")}
      value={typeof value === "boolean" ? String(value) : null}
      onChange={(one) => onValue(one === "true")}
      data={[
        { value: "true", label: t("list.yes") },
        { value: "false", label: t("list.no") },
      ]}
    />
  );
}

/** Records by name: of a short dictionary all, of a long list those whose name begins as typed. */
function RecordInput({ field, op, value, onValue }: ValueProps) {
  const { t } = useText();
  const [typed, setTyped] = useState("");
  const given = (Array.isArray(value) ? value : [value]).filter((one): one is number => typeof one === "number");
  const few = useFewRecords()(field.record);
  const list = useListMeta(field.record);
  const isLong = few === null && list !== undefined;
  const found = useRecords(field.record, typed, null, isLong).data?.rows ?? [];
  const kept = useRecords(field.record, "", { field: "id", op: "in", value: given }, isLong && given.length > 0);
  const rows = [...(kept.data?.rows ?? []), ...found].map((row) => ({
    value: String(row.id),
    label: String(row[list?.name_field ?? ""] ?? row.id),
  }));
  const data = few
    ? few.map(({ id, name }) => ({ value: String(id), label: name }))
    : rows.filter((row, place) => rows.findIndex((one) => one.value === row.value) === place);
  const common = {
    size: "xs",
    flex: 1,
    "aria-label": t("filter.value"),
    data,
    searchable: true,
    ...(isLong ? { searchValue: typed, onSearchChange: setTyped, filter: all } : {}),
  } as const;
  if (op === "in") {
    return <MultiSelect {...common} value={given.map(String)} onChange={(ids) => onValue(ids.map(Number))} />;
  }
  const [one] = given;
  return (
    <Select
      {...common}
      value={one === undefined ? null : String(one)}
      onChange={(id) => onValue(id === null ? undefined : Number(id))}
    />
  );
}

/** The server has searched already. */
function all<Option>({ options }: { options: Option[] }): Option[] {
  return options;
}
