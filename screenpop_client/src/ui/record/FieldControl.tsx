import { Checkbox, Select, Textarea, TextInput } from "@mantine/core";
import { useText } from "@/app/text";
import { useWorkspace } from "@/app/workspace";
import { assertNever } from "@/model/assertNever";
import type { Names, Value, Values } from "@/model/recordFields";
import type { FieldMeta } from "@/wire/messages.gen";
import { DayInput } from "../DayInput";
import { said } from "../list/cells";
import { MomentInput } from "../MomentInput";
import { useTypedNumber } from "../useTypedNumber";
import { type ControlProps, FieldShell } from "./FieldShell";
import { RecordPicker } from "./RecordPicker";
import { RecordsSelect } from "./RecordsSelect";
import classes from "./record.module.css";

export type FieldControlProps = {
  readonly field: FieldMeta;
  readonly values: Values;
  readonly names: Names;
  readonly error: string | undefined;
  /** `name`: what the record is called that was picked. */
  readonly onValue: (value: Value, name?: string) => void;
  readonly onUnreadable: (isBad: boolean) => void;
};

/** One field of a card, as its kind is written. */
export function FieldControl(props: FieldControlProps) {
  const { field, error } = props;
  return (
    <FieldShell field={field} error={error} isRequired={field.is_required}>
      {(control) => <Control {...props} control={control} />}
    </FieldShell>
  );
}

type Inner = FieldControlProps & { readonly control: ControlProps };

function Control(props: Inner) {
  const { field } = props;
  switch (field.kind) {
    case "text":
    case "phone":
    case "email":
      return <LineControl {...props} />;
    case "long_text":
      return <LongControl {...props} />;
    case "integer":
    case "number":
    case "money":
    case "percent":
    case "seconds":
      return <NumberControl {...props} />;
    case "date":
      return <DayControl {...props} />;
    case "instant":
      return <MomentControl {...props} />;
    case "flag":
      return <FlagControl {...props} />;
    case "choice":
      return <ChoiceControl {...props} />;
    case "record":
      return <RecordPicker {...props} />;
    case "records":
      return <SeveralControl {...props} />;
    default:
      return assertNever(field.kind);
  }
}

const NONE: readonly number[] = [];

const INPUT_MODES = { phone: "tel", email: "email" } as const;

function textOf(value: Value | undefined): string {
  return value === null || value === undefined ? "" : String(value);
}

function LineControl({ field, values, control, onValue }: Inner) {
  const mode = field.kind === "phone" || field.kind === "email" ? INPUT_MODES[field.kind] : "text";
  return (
    <TextInput
      {...control}
      size="xs"
      autoComplete="off"
      inputMode={mode}
      maxLength={field.max_characters}
      value={textOf(values[field.id])}
      onChange={(event) => onValue(event.currentTarget.value)}
    />
  );
}

function LongControl({ field, values, control, onValue }: Inner) {
  return (
    <Textarea
      {...control}
      size="xs"
      autosize
      minRows={2}
      maxRows={8}
      maxLength={field.max_characters}
      value={textOf(values[field.id])}
      onChange={(event) => onValue(event.currentTarget.value)}
    />
  );
}

const LONGEST_NUMBER = 24;

/** Typed as text: no float comes between what is typed and what is kept. */
function NumberControl({ field, values, control, onValue }: Inner) {
  const number = useTypedNumber(textOf(values[field.id]), onValue);
  return (
    <TextInput
      {...control}
      size="xs"
      autoComplete="off"
      inputMode={field.kind === "integer" ? "numeric" : "decimal"}
      maxLength={LONGEST_NUMBER}
      rightSection={field.kind === "percent" ? "%" : undefined}
      {...number}
    />
  );
}

function DayControl({ field, values, control, onValue }: Inner) {
  const { t } = useText();
  const value = values[field.id];
  return (
    <DayInput
      {...control}
      size="xs"
      clearable={!field.is_required}
      clearButtonProps={{ "aria-label": t("common.clear"), tabIndex: -1 }}
      value={typeof value === "string" && value ? value : null}
      onChange={(day) => onValue(day)}
    />
  );
}

function MomentControl({ field, values, control, onValue, onUnreadable }: Inner) {
  const text = useText();
  const { desk } = useWorkspace();
  const value = values[field.id];
  return (
    <MomentInput
      {...control}
      name={said(field.label, text)}
      value={typeof value === "string" && value ? value : null}
      nowMs={() => desk.nowMs()}
      isClearable
      isLive
      onMoment={(instant) => onValue(instant)}
      onUnreadable={onUnreadable}
    />
  );
}

function SeveralControl({ field, values, control, onValue }: Inner) {
  const value = values[field.id];
  return (
    <RecordsSelect
      {...control}
      size="xs"
      entity={field.record}
      clearable={!field.is_required}
      chosen={Array.isArray(value) ? value.map(Number) : NONE}
      onChoose={onValue}
    />
  );
}

function FlagControl({ field, values, control: { error: _, ...control }, onValue }: Inner) {
  return (
    <Checkbox
      {...control}
      size="xs"
      className={classes.flag ?? ""}
      checked={values[field.id] === true}
      onChange={(event) => onValue(event.currentTarget.checked)}
    />
  );
}

function ChoiceControl({ field, values, control, onValue }: Inner) {
  const text = useText();
  const value = values[field.id];
  return (
    <Select
      {...control}
      size="xs"
      allowDeselect={false}
      placeholder={text.t("record.choose")}
      data={field.choices.map((choice) => ({ value: choice.value, label: said(choice.label, text) }))}
      value={typeof value === "string" ? value : null}
      onChange={(chosen) => onValue(chosen)}
    />
  );
}
