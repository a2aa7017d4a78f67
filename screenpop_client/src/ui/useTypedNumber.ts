import { type ChangeEvent, useState } from "react";
import { useText } from "@/app/text";
import { shownNumber, ungrouped } from "@/model/recordFields";

/** What a field needs in which a number is typed as text: it shows what is typed, and tells the number of it. */
export function useTypedNumber(held: string, onNumber: (text: string) => void) {
  const { format, language } = useText();
  const [typed, setTyped] = useState(held);
  return {
    value: format.decimalPoint(shownNumber(typed, held, language)),
    onChange: (event: ChangeEvent<HTMLInputElement>) => {
      const text = event.currentTarget.value;
      setTyped(text);
      onNumber(ungrouped(text, language));
    },
  };
}
