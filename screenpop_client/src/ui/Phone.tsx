import { useText } from "@/app/text";
import { type NumberOf, useDial } from "@/app/useDial";
import { readablePhone } from "@/model/phone";
import classes from "./Phone.module.css";

type PhoneProps = {
  readonly number: string;
  /** What stands in for none. */
  readonly none?: string;
  /** Whose number it is: pressing it calls them. Without it the number is only read, as our own lines are. */
  readonly of?: NumberOf | undefined;
};

/** A number, readable and always left to right; a customer's is called by a press. */
export function Phone({ number, none = "", of }: PhoneProps) {
  if (!number) return <span>{none}</span>;
  if (of) return <Callable number={number} of={of} />;
  return (
    <bdi dir="ltr" title={number}>
      {readablePhone(number)}
    </bdi>
  );
}

function Callable({ number, of }: { readonly number: string; readonly of: NumberOf }) {
  const { t } = useText();
  const dial = useDial();
  return (
    <button
      type="button"
      className={classes.number}
      title={t("dial.call")}
      disabled={dial.isPending}
      onClick={(event) => {
        event.stopPropagation();
        dial.start(number, of);
      }}
    >
      <bdi dir="ltr">{readablePhone(number)}</bdi>
    </button>
  );
}
