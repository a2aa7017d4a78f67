import { Button, Menu, Stack } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useText } from "@/app/text";
import { useWorkspace } from "@/app/workspace";
import { MomentInput } from "@/ui/MomentInput";

type WhenButtonProps = {
  readonly label: string;
  /** What may be chosen without naming a time. */
  readonly choices: readonly { readonly label: string; readonly choose: () => void }[];
  readonly onMoment: (instant: string) => void;
  readonly icon?: ReactNode;
};

/** A menu of usual delays, and any other time. */
export function WhenButton({ label, choices, onMoment, icon }: WhenButtonProps) {
  const { t } = useText();
  const { desk } = useWorkspace();
  const [isOpen, setOpen] = useState(false);
  const [isBad, setBad] = useState(false);
  return (
    <Menu opened={isOpen} onChange={setOpen} position="bottom-end" withinPortal closeOnClickOutside>
      <Menu.Target>
        <Button size="compact-xs" variant="default" leftSection={icon}>
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {choices.map((choice) => (
          <Menu.Item key={choice.label} onClick={choice.choose}>
            {choice.label}
          </Menu.Item>
        ))}
        <Stack p="xs" gap={4} onKeyDown={(event) => event.stopPropagation()}>
          <MomentInput
            label={t("day.otherTime")}
            name={t("day.otherTime")}
            value={null}
            nowMs={() => desk.nowMs()}
            isClearable={false}
            error={isBad ? t("interest.badDate") : undefined}
            onUnreadable={setBad}
            onMoment={(instant) => {
              if (!instant) return;
              setOpen(false);
              onMoment(instant);
            }}
          />
        </Stack>
      </Menu.Dropdown>
    </Menu>
  );
}
