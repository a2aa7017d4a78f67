import { ActionIcon } from "@mantine/core";
import type { ReactNode } from "react";

type ToolButtonProps = {
  readonly label: string;
  readonly isOff?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
};

/** A small button of an editor, named by its label alone. */
export function ToolButton({ label, isOff = false, onClick, children }: ToolButtonProps) {
  return (
    <ActionIcon variant="subtle" color="gray" aria-label={label} title={label} disabled={isOff} onClick={onClick}>
      {children}
    </ActionIcon>
  );
}
