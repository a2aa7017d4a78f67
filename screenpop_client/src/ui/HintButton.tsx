import { Button, type ButtonProps, Tooltip } from "@mantine/core";
import type { ComponentPropsWithRef } from "react";

type HintButtonProps = ButtonProps &
  Omit<ComponentPropsWithRef<"button">, keyof ButtonProps> & { readonly hint: string };

/** A button that tells its shortcut, by eye and to assistive technology. */
export function HintButton({ hint, ...button }: HintButtonProps) {
  return (
    <Tooltip label={hint} openDelay={350}>
      <Button aria-keyshortcuts={hint.replace("Ctrl", "Control")} {...button} />
    </Tooltip>
  );
}
