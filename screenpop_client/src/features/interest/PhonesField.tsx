import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useText } from "@/app/text";
import { isSame } from "@/model/draftEntry";
import { splitPhones } from "@/model/interestForm";
import { readablePhone } from "@/model/phone";
import { describe, FieldRow } from "./FieldRow";
import type { InterestTools } from "./useInterest";
import { useTyped } from "./useTyped";

/** One or several numbers, filled from the call or by hand, always open for editing (R81). */
export function PhonesField({ tools }: { tools: InterestTools }) {
  const { t } = useText();
  const phones = useTyped(tools.keeper, (values) => values.phones);
  const [typed, setTyped] = useState("");
  // A comma just typed is not a number yet: the text stays while it means the same numbers.
  const text = isSame(splitPhones(typed), phones) ? typed : phones.map(readablePhone).join(", ");
  const error = tools.errors.phones;
  return (
    <FieldRow name="phones" label="field.phones" error={error}>
      {(id) => (
        <TextInput
          id={id}
          size="xs"
          type="tel"
          dir="ltr"
          autoComplete="off"
          placeholder={t("interest.phonesHint")}
          value={text}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            tools.change({ phones: splitPhones(event.currentTarget.value) });
          }}
          {...describe(id, error)}
        />
      )}
    </FieldRow>
  );
}
