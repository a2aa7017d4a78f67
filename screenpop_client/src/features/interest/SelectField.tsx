import { Select } from "@mantine/core";
import { useCallbackRef } from "@mantine/hooks";
import { memo } from "react";
import { useText } from "@/app/text";
import type { MessageKey } from "@/i18n/translate";
import type { InterestValues } from "@/model/interestForm";
import { optionsOf } from "./dictionaryNames";
import { describe, FieldRow } from "./FieldRow";
import type { InterestTools } from "./useInterest";

/** Fields that hold the id of a dictionary row. */
export type ChoiceField = {
  [F in Exclude<keyof InterestValues, "entry_id" | "lead_id">]: InterestValues[F] extends number | null ? F : never;
}[Exclude<keyof InterestValues, "entry_id" | "lead_id">];

type SelectFieldProps = {
  readonly tools: InterestTools;
  readonly field: ChoiceField;
  readonly rows: readonly {
    readonly id: number;
    readonly name: string;
    readonly name_en?: string;
    readonly is_active?: boolean;
  }[];
  readonly isRequired?: boolean;
  readonly isDisabled?: boolean;
  /** What else follows from the choice. */
  readonly onChoose?: (id: number | null) => Partial<InterestValues>;
};

/** A row of a dictionary, found by typing. */
export function SelectField({ tools, field, onChoose, ...rest }: SelectFieldProps) {
  return (
    <ChoiceRow
      field={field}
      chosen={tools.values[field]}
      error={tools.errors[field]}
      onChoose={(id) => tools.change(onChoose ? onChoose(id) : { [field]: id })}
      {...rest}
    />
  );
}

type ChoiceRowProps = Pick<SelectFieldProps, "rows" | "isRequired" | "isDisabled"> & {
  readonly field: ChoiceField | "to_stage_id";
  readonly chosen: number | null;
  readonly error: string | undefined;
  readonly onChoose: (id: number | null) => void;
  /** What stands for nothing chosen. */
  readonly placeholder?: string;
};

/** A labelled choice of one row. */
export function ChoiceRow({ onChoose, ...rest }: ChoiceRowProps) {
  return <Choice onChoose={useCallbackRef(onChoose)} {...rest} />;
}

/** Drawn anew only for itself: letters typed into another field of the card must not wait for ten lists. */
const Choice = memo(function Choice({
  field,
  rows,
  chosen,
  error,
  isRequired = false,
  isDisabled = false,
  onChoose,
  placeholder = "",
}: ChoiceRowProps) {
  const { t, language } = useText();
  const label: MessageKey = `field.${field}`;
  const choose = (value: string | null) => onChoose(value === null ? null : Number(value));
  return (
    <FieldRow name={field} label={label} error={error} isRequired={isRequired}>
      {(id) => (
        <Select
          id={id}
          size="xs"
          data={optionsOf(rows, chosen, language)}
          value={chosen === null ? null : String(chosen)}
          onChange={choose}
          placeholder={placeholder}
          searchable
          clearable={!isRequired}
          disabled={isDisabled}
          allowDeselect={false}
          nothingFoundMessage={t("interest.noOption")}
          maxDropdownHeight={260}
          openOnFocus={false}
          // What is typed next is looked for by itself, and not behind the name that stands there.
          onClick={(event) => event.currentTarget.select()}
          clearButtonProps={{ "aria-label": t("interest.clear", { field: t(label) }), tabIndex: -1 }}
          {...describe(id, error)}
        />
      )}
    </FieldRow>
  );
});
