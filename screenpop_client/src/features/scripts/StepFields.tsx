import { Alert, Group, Select, Textarea, TextInput } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconTrash } from "@tabler/icons-react";
import { useText } from "@/app/text";
import { ASK_KINDS, asking, FILL_FIELDS, TEXT_FILLS } from "@/model/scriptDrafts";
import { ToolButton } from "@/ui/ToolButton";
import type { AskKind, FieldError, FillField, ScriptStep } from "@/wire/messages.gen";
import { AnswersFields } from "./AnswersFields";
import classes from "./scripts.module.css";

type StepFieldsProps = {
  readonly step: ScriptStep;
  readonly place: number;
  readonly steps: readonly ScriptStep[];
  readonly isUnreachable: boolean;
  readonly errors: Readonly<Record<string, FieldError>>;
  readonly onChange: (changes: Partial<ScriptStep>) => void;
  readonly onMove: (by: 1 | -1) => void;
  readonly onRemove: () => void;
};

/** One step as it is written: what is said, how it is answered, where that leads. */
export function StepFields(props: StepFieldsProps) {
  const { step, place, steps, isUnreachable, errors, onChange, onMove, onRemove } = props;
  const { t } = useText();
  const wrong = (field: string) => errors[`steps.${place}.${field}`]?.message;
  const whole = errors[`steps.${place}`]?.message;
  const fills = step.ask === "text" ? TEXT_FILLS : FILL_FIELDS;
  return (
    <fieldset className={classes.step} data-invalid={whole !== undefined}>
      <legend>{t("scripts.step", { number: place + 1 })}</legend>
      {whole && (
        <Alert color="red" p={6} mb={6} role="alert">
          {whole}
        </Alert>
      )}
      {isUnreachable && (
        <Alert color="yellow" variant="light" p={6} mb={6}>
          {t("scripts.unreachable")}
        </Alert>
      )}
      <Group align="start" wrap="nowrap" gap="sm">
        <TextInput
          flex={1}
          size="xs"
          label={t("scripts.title")}
          maxLength={200}
          error={wrong("title")}
          value={step.title}
          onChange={(event) => onChange({ title: event.currentTarget.value })}
        />
        <Select
          w={190}
          size="xs"
          label={t("scripts.ask")}
          allowDeselect={false}
          value={step.ask}
          data={ASK_KINDS.map((kind) => ({ value: kind, label: t(`scripts.ask.${kind}`) }))}
          onChange={(kind) => onChange(asking(step, kind as AskKind))}
        />
        {(step.ask === "text" || step.ask === "field") && (
          <Select
            w={180}
            size="xs"
            label={t("scripts.fills")}
            placeholder={t("scripts.nothing")}
            clearable={step.ask === "text"}
            error={wrong("fill")}
            value={step.fill}
            data={fills.map((field) => ({ value: field, label: t(`scripts.field.${field}`) }))}
            onChange={(field) => onChange({ fill: field as FillField | null })}
          />
        )}
        {step.ask !== "choice" && (
          <NextSelect steps={steps} value={step.next} error={wrong("next")} onChange={(next) => onChange({ next })} />
        )}
        <Group gap={2} mt={24} wrap="nowrap">
          <ToolButton label={`${t("scripts.up")}: ${place + 1}`} isOff={place === 0} onClick={() => onMove(-1)}>
            <IconArrowUp size={16} />
          </ToolButton>
          <ToolButton
            label={`${t("scripts.down")}: ${place + 1}`}
            isOff={place === steps.length - 1}
            onClick={() => onMove(1)}
          >
            <IconArrowDown size={16} />
          </ToolButton>
          <ToolButton label={`${t("scripts.remove")}: ${place + 1}`} onClick={onRemove}>
            <IconTrash size={16} />
          </ToolButton>
        </Group>
      </Group>
      <Textarea
        size="xs"
        mt={6}
        autosize
        minRows={2}
        label={t("scripts.words")}
        description={t("scripts.wordsHint")}
        inputWrapperOrder={["label", "input", "description", "error"]}
        maxLength={4000}
        error={wrong("words")}
        value={step.words}
        onChange={(event) => onChange({ words: event.currentTarget.value })}
      />
      {step.ask === "choice" && (
        <AnswersFields
          answers={step.answers}
          steps={steps}
          wrong={wrong}
          onChange={(answers) => onChange({ answers })}
        />
      )}
    </fieldset>
  );
}

type NextSelectProps = {
  readonly steps: readonly ScriptStep[];
  readonly value: string;
  readonly error: string | undefined;
  readonly label?: string;
  readonly onChange: (next: string) => void;
};

/** Where it goes on: a step, or the end. */
export function NextSelect({ steps, value, error, label, onChange }: NextSelectProps) {
  const { t } = useText();
  return (
    <Select
      w={210}
      size="xs"
      label={label === undefined ? t("scripts.leads") : undefined}
      aria-label={label}
      allowDeselect={false}
      error={error}
      value={value === "" ? "#end" : value}
      data={[
        ...steps.map((one, at) => ({ value: one.key, label: `${at + 1}. ${one.title}` })),
        { value: "#end", label: t("scripts.end") },
      ]}
      onChange={(key) => onChange(key === "#end" || key === null ? "" : key)}
    />
  );
}
