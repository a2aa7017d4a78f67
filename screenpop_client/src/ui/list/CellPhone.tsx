import type { SyntheticEvent } from "react";
import { useText } from "@/app/text";
import { type NumberOf, useDial } from "@/app/useDial";
import { readablePhone } from "@/model/phone";
import classes from "../Phone.module.css";

type CellPhoneProps = { readonly number: string; readonly of: NumberOf };

/** A number of a list that is called by a press: lighter than a real button, which is laid out as a box within its box. */
export function CellPhone({ number, of }: CellPhoneProps) {
  const { t } = useText();
  const dial = useDial();
  const call = (event: SyntheticEvent) => {
    event.preventDefault();
    event.stopPropagation();
    dial.start(number, of);
  };
  return (
    <span
      role="button"
      tabIndex={0}
      dir="ltr"
      className={classes.number}
      title={t("dial.call")}
      aria-disabled={dial.isPending}
      onClick={call}
      onKeyDown={(event) => (event.key === "Enter" || event.key === " ") && call(event)}
    >
      {readablePhone(number)}
    </span>
  );
}
