import { ActionIcon, Popover, TextInput, type TextInputProps, Tooltip } from "@mantine/core";
import { DatePicker } from "@mantine/dates";
import { IconCalendar } from "@tabler/icons-react";
import { memo, useState } from "react";
import { useText } from "@/app/text";
import { dayOf, instantToText, moveToDay, textToInstant } from "@/model/datetime";

type MomentInputProps = Omit<TextInputProps, "value" | "onChange"> & {
  readonly value: string | null;
  /** What the calendar's button says it is of. */
  readonly name: string;
  readonly nowMs: () => number;
  readonly isClearable: boolean;
  /** Tell each date as it is typed: the key that saves must not come before the field is left. */
  readonly isLive?: boolean;
  readonly onMoment: (instant: string | null) => void;
  /** What is typed is no date and time, or is again one. */
  readonly onUnreadable: (isBad: boolean) => void;
};

/** Date and time, typed in any usual form or taken from a calendar. */
export const MomentInput = memo(function MomentInput(props: MomentInputProps) {
  const { value, name, nowMs, isClearable, isLive = false, onMoment, onUnreadable, ...input } = props;
  const { t, zone, language } = useText();
  const [typed, setTyped] = useState<string | null>(null);
  const [isOpen, setOpen] = useState(false);
  const set = (instant: string | null) => {
    setTyped(null);
    onUnreadable(false);
    if (instant !== null || isClearable) onMoment(instant);
  };
  const instantOf = (text: string) => textToInstant(text, zone, new Date(nowMs()));
  const isEmptied = (text: string) => text.trim() === "" && isClearable;
  const isUnreadable = typed !== null && !isEmptied(typed) && instantOf(typed) === null;
  const read = () => {
    if (isUnreadable) onUnreadable(true);
    else if (typed !== null) set(instantOf(typed));
  };
  const type = (text: string) => {
    setTyped(text);
    const instant = instantOf(text);
    if (!isLive || !(instant || isEmptied(text))) return;
    onUnreadable(false);
    onMoment(instant);
  };
  return (
    <TextInput
      size="xs"
      autoComplete="off"
      placeholder={t("interest.atFormat")}
      {...input}
      data-unreadable={isUnreadable || undefined}
      value={typed ?? instantToText(value, zone, language)}
      onChange={(event) => type(event.currentTarget.value)}
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
                disabled={input.disabled ?? false}
                aria-label={`${t("interest.calendar")}: ${name}`}
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
              defaultDate={dayOf(value ?? new Date(nowMs()).toISOString(), zone) ?? undefined}
              onChange={(day) => {
                if (day) set(moveToDay(value, day, zone));
                setOpen(false);
              }}
            />
          </Popover.Dropdown>
        </Popover>
      }
    />
  );
});
