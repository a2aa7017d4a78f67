import { IconClock } from "@tabler/icons-react";
import { useFollowUpCommands } from "@/app/dayQueries";
import { useText } from "@/app/text";
import type { Snooze } from "@/wire/messages.gen";
import { WhenButton } from "./WhenButton";

const CHOICES: readonly Exclude<Snooze, "custom">[] = ["five_minutes", "quarter", "hour", "tomorrow"];

/** Put a reminder off (A17). */
export function SnoozeButton({ followUpId }: { readonly followUpId: number }) {
  const { t } = useText();
  const { snooze } = useFollowUpCommands(followUpId);
  return (
    <WhenButton
      label={t("day.snooze")}
      icon={<IconClock size={14} />}
      choices={CHOICES.map((choice) => ({ label: t(`day.snooze.${choice}`), choose: () => snooze.mutate({ choice }) }))}
      onMoment={(until) => snooze.mutate({ choice: "custom", until })}
    />
  );
}
