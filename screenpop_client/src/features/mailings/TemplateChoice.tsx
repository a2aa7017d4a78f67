import { Select } from "@mantine/core";
import { useState } from "react";
import { reasonOf } from "@/app/errors";
import { useListRows } from "@/app/listQueries";
import { notify } from "@/app/notify";
import { useText } from "@/app/text";
import { writeFilter } from "@/model/listFilter";
import { api } from "@/wire/api";
import type { Letter } from "./LetterFields";

const IN_USE = { filter: writeFilter({ field: "is_active", op: "eq", value: true }) };

type TemplateChoiceProps = { readonly onTemplate: (fields: Letter & { readonly template: number }) => void };

/** A template's words are copied, so that editing it later changes no mailing. */
export function TemplateChoice({ onTemplate }: TemplateChoiceProps) {
  const { t } = useText();
  const { rows } = useListRows("mailing_template", IN_USE);
  const [chosen, setChosen] = useState<string | null>(null);
  if (rows.length === 0) return null;
  const take = async (id: number) => {
    try {
      const { record } = await api.record("mailing_template", id);
      onTemplate({ template: id, subject: String(record.subject), body: String(record.body) });
    } catch (error) {
      notify(t, { color: "red", message: reasonOf(error, t) });
    }
  };
  return (
    <Select
      size="xs"
      label={t("mailing.template")}
      value={chosen}
      onChange={(value) => {
        setChosen(value);
        if (value !== null) void take(Number(value));
      }}
      data={rows.map((row) => ({ value: String(row.id), label: String(row.name) }))}
    />
  );
}
