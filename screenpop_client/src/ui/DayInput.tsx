import { DateInput, type DateInputProps } from "@mantine/dates";
import { useText } from "@/app/text";
import { dayPattern, textToDay } from "@/model/datetime";

type DayInputProps = Omit<DateInputProps, "valueFormat" | "dateParser" | "value" | "onChange"> & {
  /** "2026-11-25". */
  readonly value: string | null;
  readonly onChange: (day: string | null) => void;
};

/** A day, written as the reader's language writes it; typed in any usual form or taken from a calendar. */
export function DayInput(props: DayInputProps) {
  const { t, language } = useText();
  return (
    <DateInput
      placeholder={t("record.dayFormat")}
      {...props}
      valueFormat={dayPattern(language)}
      dateParser={textToDay}
    />
  );
}
