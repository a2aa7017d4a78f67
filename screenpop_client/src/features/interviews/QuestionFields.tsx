import { ActionIcon, Button, Checkbox, Group, NumberInput, Select, TextInput } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconGripVertical, IconPlus, IconTrash, IconX } from "@tabler/icons-react";
import { useText } from "@/app/text";
import { type EditedQuestion, QUESTION_KINDS } from "@/model/questionDrafts";
import { ToolButton } from "@/ui/ToolButton";
import type { QuestionKind } from "@/wire/messages.gen";
import classes from "./interviews.module.css";

type QuestionFieldsProps = {
  readonly question: EditedQuestion;
  readonly place: number;
  readonly isLast: boolean;
  readonly errorOf: (field: string) => string | undefined;
  readonly onChange: (question: EditedQuestion) => void;
  readonly onMove: (to: number) => void;
  readonly onRemove: () => void;
  readonly onDragStart: () => void;
};

/** One question as it is written: its words, how it is answered, what may be chosen. */
export function QuestionFields(props: QuestionFieldsProps) {
  const { question, place, isLast, errorOf, onChange, onMove, onRemove, onDragStart } = props;
  const { t } = useText();
  return (
    <fieldset className={classes.question}>
      <legend>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: Alt+arrows and the buttons do the same */}
        <span draggable onDragStart={onDragStart} className={classes.grip} title={t("interviews.drag")}>
          <IconGripVertical size={15} aria-hidden="true" />
          {t("interviews.question", { number: place + 1 })}
        </span>
      </legend>
      <Group align="start" wrap="nowrap" gap="sm">
        <TextInput
          flex={1}
          label={t("interviews.wording")}
          maxLength={1000}
          error={errorOf("wording")}
          value={question.wording}
          onChange={(event) => onChange({ ...question, wording: event.currentTarget.value })}
        />
        <Select
          w={150}
          label={t("interviews.answerKind")}
          allowDeselect={false}
          value={question.kind}
          onChange={(kind) => onChange({ ...question, kind: kind as QuestionKind })}
          data={QUESTION_KINDS.map((kind) => ({ value: kind, label: t(`interviews.kind.${kind}`) }))}
        />
        <Checkbox
          mt={30}
          label={t("interviews.required")}
          checked={question.isRequired}
          onChange={(event) => onChange({ ...question, isRequired: event.currentTarget.checked })}
        />
        <Group gap={2} mt={26} wrap="nowrap">
          <ToolButton label={t("interviews.up")} isOff={place === 0} onClick={() => onMove(place - 1)}>
            <IconArrowUp size={16} />
          </ToolButton>
          <ToolButton label={t("interviews.down")} isOff={isLast} onClick={() => onMove(place + 1)}>
            <IconArrowDown size={16} />
          </ToolButton>
          <ToolButton label={t("interviews.removeQuestion")} onClick={onRemove}>
            <IconTrash size={16} />
          </ToolButton>
        </Group>
      </Group>
      {(question.kind === "choice" || question.kind === "several") && (
        <Options question={question} error={errorOf("options")} onChange={onChange} />
      )}
      {question.kind === "scale" && (
        <Group gap="sm" mt="xs">
          {(["low", "high"] as const).map((end) => (
            <NumberInput
              key={end}
              w={110}
              label={t(`interviews.${end}`)}
              min={0}
              max={1000}
              allowDecimal={false}
              error={end === "high" ? errorOf("high") : undefined}
              value={question[end]}
              onChange={(value) => onChange({ ...question, [end]: Number(value) || 0 })}
            />
          ))}
        </Group>
      )}
    </fieldset>
  );
}

type OptionsProps = Pick<QuestionFieldsProps, "question" | "onChange"> & { readonly error: string | undefined };

function Options({ question, error, onChange }: OptionsProps) {
  const { t } = useText();
  const { options } = question;
  const change = (place: number, next: Partial<(typeof options)[number]>) =>
    onChange({ ...question, options: options.map((one, at) => (at === place ? { ...one, ...next } : one)) });
  return (
    <div className={classes.options}>
      <small className={classes.scores} aria-hidden="true">
        {t("interviews.points")}
      </small>
      {options.map((option, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an option is its place
        <Group key={place} gap="xs" wrap="nowrap">
          <TextInput
            flex={1}
            size="xs"
            aria-label={t("interviews.option", { number: place + 1 })}
            placeholder={t("interviews.option", { number: place + 1 })}
            maxLength={300}
            value={option.text}
            onChange={(event) => change(place, { text: event.currentTarget.value })}
          />
          <NumberInput
            w={90}
            size="xs"
            aria-label={t("interviews.score", { number: place + 1 })}
            min={-1000}
            max={1000}
            allowDecimal={false}
            value={option.score}
            onChange={(value) => change(place, { score: Number(value) || 0 })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t("interviews.removeOption", { number: place + 1 })}
            disabled={options.length <= 2}
            onClick={() => onChange({ ...question, options: options.filter((_, at) => at !== place) })}
          >
            <IconX size={15} />
          </ActionIcon>
        </Group>
      ))}
      {error && <div className={classes.error}>{error}</div>}
      <Button
        size="compact-xs"
        variant="subtle"
        leftSection={<IconPlus size={13} aria-hidden="true" />}
        onClick={() => onChange({ ...question, options: [...options, { text: "", score: 0 }] })}
      >
        {t("interviews.addOption")}
      </Button>
    </div>
  );
}
