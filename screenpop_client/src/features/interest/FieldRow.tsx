import { type ReactNode, useId } from "react";
import { useText } from "@/app/text";
import type { MessageKey } from "@/i18n/translate";
import classes from "./fields.module.css";

type FieldRowProps = {
  /** The control's name, for finding and focusing it. */
  readonly name: string;
  readonly label: MessageKey;
  readonly error?: string | undefined;
  readonly isRequired?: boolean;
  readonly isTall?: boolean;
  readonly children: (id: string) => ReactNode;
};

/** A label to the left, its control to the right, what is wrong with it below. */
export function FieldRow({ name, label, error, isRequired = false, isTall = false, children }: FieldRowProps) {
  const { t } = useText();
  const id = useId();
  return (
    <div
      className={classes.row}
      data-field={name}
      data-tall={isTall}
      data-invalid={Boolean(error)}
      data-required={isRequired}
    >
      <label htmlFor={id}>{t(label)}</label>
      <div className={classes.control}>
        {children(id)}
        {error && (
          <p className={classes.error} id={`${id}-error`} role="alert">
            {error}
          </p>
        )}
      </div>
    </div>
  );
}

/** Attributes that tie a control to its error. */
export function describe(id: string, error: string | undefined) {
  return error ? { "aria-invalid": true, "aria-describedby": `${id}-error`, error: true } : {};
}
