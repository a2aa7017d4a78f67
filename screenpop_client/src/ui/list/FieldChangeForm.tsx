import { Button, Group, Select, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useText } from "@/app/text";
import { bulkBegin, bulkChange, isClearing } from "@/model/bulkFields";
import type { Value, Values } from "@/model/recordFields";
import type { FieldMeta, ListMeta } from "@/wire/messages.gen";
import { FieldControl } from "../record/FieldControl";
import { useRecordCardKeys } from "../record/useRecordCardKeys";
import { labelOf } from "./cells";

type FormProps = {
  readonly meta: ListMeta;
  readonly fields: readonly FieldMeta[];
  readonly onClose: () => void;
  readonly count: number;
  readonly isTaking: boolean;
  readonly onApply: (changes: Values) => Promise<void>;
};

/** Which field, and the value that all marked records are given, by the same control as in their card. */
export function FieldChangeForm({ meta, fields, count, isTaking, onApply, onClose }: FormProps) {
  const text = useText();
  const { t, format } = text;
  const [field, setField] = useState<FieldMeta | null>(null);
  const [value, setValue] = useState<Value>(null);
  const [name, setName] = useState("");
  const [error, setError] = useState<string | undefined>();
  const [isUnreadable, setUnreadable] = useState(false);
  const choose = (id: string | null) => {
    const chosen = fields.find((one) => one.id === id) ?? null;
    setField(chosen);
    setValue(chosen ? bulkBegin(meta, chosen) : null);
    setName("");
    setError(undefined);
    setUnreadable(false);
  };
  const submit = () => {
    if (!field || isTaking) return;
    if (isUnreadable) return setError(t("interest.badDate"));
    const change = bulkChange(field, value);
    if ("changes" in change) void onApply(change.changes);
    else setError(t(change.wrong === "number" ? "record.badNumber" : "record.required"));
  };
  useRecordCardKeys({ save: submit, saveClose: submit, close: onClose });
  const isEmptied = field !== null && !field.is_required && isClearing(field, value);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        // React hands on what is submitted in a record's card above this dialog.
        if (event.target === event.currentTarget) submit();
      }}
    >
      <Stack gap="sm">
        <Select
          label={t("bulk.field")}
          placeholder={t("bulk.pick")}
          searchable
          allowDeselect={false}
          nothingFoundMessage={t("interest.noOption")}
          data={fields.map((one) => ({ value: one.id, label: labelOf(one, text) }))}
          value={field?.id ?? null}
          onChange={choose}
          data-autofocus
        />
        {field && (
          <FieldControl
            key={field.id}
            field={field}
            values={{ [field.id]: value }}
            names={{ [field.id]: name }}
            error={error}
            onValue={(next, called = "") => {
              setValue(next);
              setName(called);
              setError(undefined);
            }}
            onUnreadable={setUnreadable}
          />
        )}
        {isEmptied && (
          <Text size="xs" c="dimmed" role="status">
            {t("bulk.empties")}
          </Text>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" color={isEmptied ? "red" : undefined} disabled={field === null} loading={isTaking}>
            {t(isEmptied ? "bulk.clear" : "bulk.apply", { count: format.number(count) })}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
