import { Button, type ButtonProps, Tooltip } from "@mantine/core";
import type { ComponentPropsWithRef } from "react";
import classes from "./HintButton.module.css";

type HintButtonProps = ButtonProps &
  Omit<ComponentPropsWithRef<"button">, keyof ButtonProps> & {
    readonly hint: string;
    /** Where there is room, the shortcut stands on the button itself. */
    readonly showsHint?: boolean;
  };

/** A button that tells its shortcut, by eye and to assistive technology. */
export function HintButton({ hint, showsHint = false, children, ...button }: HintButtonProps) {
  return (
    <Tooltip label={hint} openDelay={350}>
      <Button aria-keyshortcuts={hint.replace("Ctrl", "Control")} {...button}>
        {children}
        {showsHint && (
          <kbd className={classes.hint} aria-hidden>
            {hint}
          </kbd>
        )}
      </Button>
    </Tooltip>
  );
}
