import { type ReactNode, useId } from "react";
import { useText } from "@/app/text";
import type { FieldMeta } from "@/wire/messages.gen";
import { said } from "../list/cells";
import classes from "./record.module.css";

/** What ties a control to its label and to what is wrong with it. */
export type ControlProps = {
  readonly id: string;
  readonly error: boolean;
  readonly "aria-invalid"?: true;
  readonly "aria-describedby"?: string;
  readonly "aria-required"?: true;
};

type FieldShellProps = {
  readonly field: FieldMeta;
  readonly error: string | undefined;
  readonly isRequired: boolean;
  readonly children: (control: ControlProps) => ReactNode;
};

/** A label to the left, its control to the right, what is wrong with it below. */
export function FieldShell({ field, error, isRequired, children }: FieldShellProps) {
  const text = useText();
  const id = useId();
  const control: ControlProps = {
    id,
    error: Boolean(error),
    ...(error ? { "aria-invalid": true, "aria-describedby": `${id}-error` } : {}),
    ...(isRequired ? { "aria-required": true } : {}),
  };
  return (
    <div
      className={classes.row}
      data-field={field.id}
      data-wide={field.kind === "long_text"}
      data-required={isRequired}
      data-invalid={Boolean(error)}
    >
      <label htmlFor={id}>{said(field.label, text)}</label>
      <div className={classes.control}>
        {children(control)}
        {error && (
          <p className={classes.error} id={`${id}-error`} role="alert">
            {error}
          </p>
        )}
      </div>
    </div>
  );
}
