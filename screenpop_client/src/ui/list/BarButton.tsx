import { ActionIcon, Button, Tooltip } from "@mantine/core";
import type { ComponentPropsWithRef, ReactNode } from "react";

type BarButtonProps = Omit<ComponentPropsWithRef<"button">, "color" | "children"> & {
  readonly label: string;
  readonly icon: ReactNode;
  readonly loading?: boolean;
  /** Its icon alone, named in a tooltip: a list's bar keeps to one line of the smallest screen. */
  readonly isIcon: boolean;
  readonly isSmall?: boolean;
  /** Of one that is pressed and stays so. */
  readonly isOn?: boolean;
};

/** A button of what can be done with a list: its words, or its icon where there is no room for them. */
export function BarButton({ label, icon, isIcon, isSmall = false, isOn, ...button }: BarButtonProps) {
  if (!isIcon) {
    return (
      <Button size={isSmall ? "compact-xs" : "xs"} variant="default" leftSection={icon} {...button}>
        {label}
      </Button>
    );
  }
  return (
    <Tooltip label={label} openDelay={350}>
      <ActionIcon size={30} variant={isOn ? "light" : "default"} aria-label={label} aria-pressed={isOn} {...button}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}
