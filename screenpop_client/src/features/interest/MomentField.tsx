import { ActionIcon, Popover, TextInput, Tooltip } from "@mantine/core";
import { DatePicker } from "@mantine/dates";
import { IconCalendar } from "@tabler/icons-react";
import { useState } from "react";
import { useText } from "@/app/text";
import { useWorkspace } from "@/app/workspace";
import { dayOf, instantToText, moveToDay, textToInstant } from "@/model/datetime";
import { describe, FieldRow } from "./FieldRow";
import type { InterestTools } from "./useInterest";

type MomentFieldProps = { readonly tools: InterestTools; readonly field: "at" | "next_contact_at" };

/** Date and time, typed in any usual form or taken from a calendar. */
export function MomentField({ tools, field }: MomentFieldProps) {
  const { t, zone } = useText();
  const { desk } = useWorkspace();
  const value = tools.values[field];
  const [typed, setTyped] = useState<string | null>(null);
  const [isOpen, setOpen] = useState(false);
  const [isBad, setBad] = useState(false);
  const error = isBad ? t("interest.badDate") : tools.errors[field];

  const set = (instant: string | null) => {
    setTyped(null);
    setBad(false);
    if (field === "next_contact_at") tools.change({ next_contact_at: instant });
    else if (instant) tools.change({ at: instant });
  };
  const read = () => {
    if (typed === null) return;
    const instant = textToInstant(typed, zone, new Date(desk.nowMs()));
    if (instant || (typed.trim() === "" && field === "next_contact_at")) set(instant);
    else setBad(true);
  };

  return (
    <FieldRow name={field} label={`field.${field}`} error={error}>
      {(id) => (
        <TextInput
          id={id}
          size="xs"
          autoComplete="off"
          placeholder={t("interest.atFormat")}
          value={typed ?? instantToText(value, zone)}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onBlur={read}
          onKeyDown={(event) => {
            if (event.key === "Enter") read();
          }}
          rightSection={
            <Popover opened={isOpen} onChange={setOpen} trapFocus returnFocus position="bottom-end">
              <Popover.Target>
                <Tooltip label={t("interest.calendar")}>
                  <ActionIcon
                    size="sm"
                    variant="subtle"
                    color="gray"
                    tabIndex={-1}
                    aria-label={`${t("interest.calendar")}: ${t(`field.${field}`)}`}
                    onClick={() => setOpen(!isOpen)}
                  >
                    <IconCalendar size={15} />
                  </ActionIcon>
                </Tooltip>
              </Popover.Target>
              <Popover.Dropdown data-popup-open="true">
                <DatePicker
                  size="xs"
                  value={dayOf(value, zone)}
                  defaultDate={dayOf(value ?? new Date(desk.nowMs()).toISOString(), zone) ?? undefined}
                  onChange={(day) => {
                    if (day) set(moveToDay(value, day, zone));
                    setOpen(false);
                  }}
                />
              </Popover.Dropdown>
            </Popover>
          }
          {...describe(id, error)}
        />
      )}
    </FieldRow>
  );
}
