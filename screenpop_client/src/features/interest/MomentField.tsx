import { useCallbackRef } from "@mantine/hooks";
import { useState } from "react";
import { useText } from "@/app/text";
import { useWorkspace } from "@/app/workspace";
import { MomentInput } from "@/ui/MomentInput";
import { describe, FieldRow } from "./FieldRow";

type MomentFieldProps = {
  readonly tools: {
    readonly values: { readonly at: string; readonly next_contact_at: string | null };
    readonly errors: Readonly<Record<string, string>>;
    readonly change: (values: { readonly at?: string; readonly next_contact_at?: string | null }) => void;
  };
  readonly field: "at" | "next_contact_at";
};

/** When the contact was, or when the next one is to be. */
export function MomentField({ tools, field }: MomentFieldProps) {
  const { t } = useText();
  const { desk } = useWorkspace();
  const [isBad, setBad] = useState(false);
  const take = useCallbackRef((instant: string | null) => {
    if (field === "next_contact_at") tools.change({ next_contact_at: instant });
    else if (instant) tools.change({ at: instant });
  });
  const error = isBad ? t("interest.badDate") : tools.errors[field];
  return (
    <FieldRow name={field} label={`field.${field}`} error={error}>
      {(id) => (
        <MomentInput
          id={id}
          name={t(`field.${field}`)}
          value={tools.values[field]}
          nowMs={desk.nowMs}
          isClearable={field === "next_contact_at"}
          isLive
          onMoment={take}
          onUnreadable={setBad}
          {...describe(id, error)}
        />
      )}
    </FieldRow>
  );
}
