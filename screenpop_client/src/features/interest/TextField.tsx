import { Textarea, TextInput } from "@mantine/core";
import { describe, FieldRow } from "./FieldRow";
import type { InterestTools } from "./useInterest";

type TextFieldProps = { readonly tools: InterestTools; readonly field: "extra" | "content"; readonly hint: string };

/** Free text: one line, or the long account of the talk. */
export function TextField({ tools, field, hint }: TextFieldProps) {
  const error = tools.errors[field];
  const isLong = field === "content";
  const props = {
    size: "xs",
    placeholder: hint,
    value: tools.values[field],
    onChange: (event: { currentTarget: { value: string } }) => tools.change({ [field]: event.currentTarget.value }),
  } as const;
  return (
    <FieldRow name={field} label={`field.${field}`} error={error} isTall={isLong}>
      {(id) =>
        isLong ? (
          <Textarea id={id} autosize={false} rows={6} {...props} {...describe(id, error)} />
        ) : (
          <TextInput id={id} autoComplete="off" {...props} {...describe(id, error)} />
        )
      }
    </FieldRow>
  );
}
