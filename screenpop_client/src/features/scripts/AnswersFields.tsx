import { ActionIcon, Button, Group, NumberInput, Select, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { nameIn } from "@/app/dealQueries";
import { useDictionaries } from "@/app/queries";
import { useText } from "@/app/text";
import { changedAt, FILL_FIELDS, newAnswer, newFill, TEXT_FILLS, withoutAt } from "@/model/scriptDrafts";
import type { Dictionaries, FillField, ScriptAnswer, ScriptFill, ScriptStep } from "@/wire/messages.gen";
import { NextSelect } from "./StepFields";
import classes from "./scripts.module.css";

const ROWS: Readonly<Partial<Record<FillField, keyof Dictionaries>>> = {
  topic_id: "topics",
  source_id: "sources",
  campaign_id: "campaigns",
  product_id: "products",
  project_id: "projects",
  outcome_id: "outcomes",
  refusal_reason_id: "refusal_reasons",
  next_method_id: "methods",
};

type AnswersFieldsProps = {
  readonly answers: readonly ScriptAnswer[];
  readonly steps: readonly ScriptStep[];
  readonly wrong: (field: string) => string | undefined;
  readonly onChange: (answers: readonly ScriptAnswer[]) => void;
};

/** The answers of a choice: their words, where each leads, what it fills. */
export function AnswersFields({ answers, steps, wrong, onChange }: AnswersFieldsProps) {
  const { t } = useText();
  const change = (place: number, changes: Partial<ScriptAnswer>) => onChange(changedAt(answers, place, changes));
  return (
    <div className={classes.answers}>
      {answers.map((answer, place) => {
        const label = t("scripts.answerNumber", { number: place + 1 });
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: an answer is its place
          <div key={place} className={classes.answer}>
            <Group gap="xs" wrap="nowrap" align="start">
              <TextInput
                flex={1}
                size="xs"
                aria-label={label}
                placeholder={label}
                maxLength={200}
                error={wrong(`answers.${place}.text`)}
                value={answer.text}
                onChange={(event) => change(place, { text: event.currentTarget.value })}
              />
              <NextSelect
                steps={steps}
                label={`${label}: ${t("scripts.leads")}`}
                value={answer.next}
                error={wrong(`answers.${place}.next`)}
                onChange={(next) => change(place, { next })}
              />
              <Button
                size="compact-xs"
                mt={4}
                variant="subtle"
                leftSection={<IconPlus size={13} aria-hidden="true" />}
                aria-label={`${label}: ${t("scripts.addFill")}`}
                onClick={() => change(place, { fills: [...answer.fills, newFill(answer.fills)] })}
              >
                {t("scripts.addFill")}
              </Button>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={`${t("scripts.remove")}: ${label}`}
                onClick={() => onChange(withoutAt(answers, place))}
              >
                <IconX size={15} />
              </ActionIcon>
            </Group>
            {answer.fills.map((fill, at) => (
              <FillFields
                // biome-ignore lint/suspicious/noArrayIndexKey: a filling is its place
                key={at}
                fill={fill}
                label={label}
                onChange={(changes) => change(place, { fills: changedAt(answer.fills, at, changes) })}
                onRemove={() => change(place, { fills: withoutAt(answer.fills, at) })}
              />
            ))}
            {wrong(`answers.${place}.fills`) && (
              <div className={classes.error} role="alert">
                {wrong(`answers.${place}.fills`)}
              </div>
            )}
          </div>
        );
      })}
      {wrong("answers") && <div className={classes.error}>{wrong("answers")}</div>}
      <Button
        size="compact-xs"
        variant="subtle"
        disabled={answers.length >= 12}
        leftSection={<IconPlus size={13} aria-hidden="true" />}
        onClick={() => onChange([...answers, newAnswer()])}
      >
        {t("scripts.addAnswer")}
      </Button>
    </div>
  );
}

type FillFieldsProps = {
  readonly fill: ScriptFill;
  readonly label: string;
  readonly onChange: (changes: Partial<ScriptFill>) => void;
  readonly onRemove: () => void;
};

function FillFields({ fill, label, onChange, onRemove }: FillFieldsProps) {
  const text = useText();
  const { t } = text;
  const dictionaries = useDictionaries().data;
  const kind = ROWS[fill.field];
  const rows = kind === undefined ? [] : (dictionaries?.[kind] ?? []);
  const named = rows.map((row) => ({ value: String(row.id), label: nameIn(text, { name_en: "", ...row }) }));
  return (
    <Group gap="xs" wrap="nowrap" className={classes.fill}>
      <Select
        w={190}
        size="xs"
        aria-label={`${label}: ${t("scripts.fills")}`}
        allowDeselect={false}
        value={fill.field}
        data={FILL_FIELDS.map((field) => ({ value: field, label: t(`scripts.field.${field}`) }))}
        onChange={(field) => onChange({ field: field as FillField, value: null, text: "" })}
      />
      {kind !== undefined && (
        <Select
          flex={1}
          size="xs"
          searchable
          aria-label={`${label}: ${t("scripts.fillValue")}`}
          placeholder={t("scripts.fillValue")}
          value={fill.value === null ? null : String(fill.value)}
          data={named}
          onChange={(id) => onChange({ value: id === null ? null : Number(id) })}
        />
      )}
      {fill.field === "next_contact_at" && (
        <NumberInput
          w={190}
          size="xs"
          min={0}
          max={730}
          allowDecimal={false}
          aria-label={`${label}: ${t("scripts.days")}`}
          placeholder={t("scripts.days")}
          value={fill.value ?? ""}
          onChange={(days) => onChange({ value: days === "" ? null : Number(days) })}
        />
      )}
      {TEXT_FILLS.includes(fill.field) && (
        <TextInput
          flex={1}
          size="xs"
          maxLength={2000}
          aria-label={`${label}: ${t("scripts.fillValue")}`}
          value={fill.text}
          onChange={(event) => onChange({ text: event.currentTarget.value })}
        />
      )}
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={`${t("scripts.remove")}: ${label}, ${t(`scripts.field.${fill.field}`)}`}
        onClick={onRemove}
      >
        <IconX size={14} />
      </ActionIcon>
    </Group>
  );
}
