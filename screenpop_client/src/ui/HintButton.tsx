import { Button, type ButtonProps } from "@mantine/core";
import type { ComponentPropsWithRef } from "react";
import classes from "./HintButton.module.css";
import { useHint } from "./useHint";

type HintButtonProps = ButtonProps &
  Omit<ComponentPropsWithRef<"button">, keyof ButtonProps> & {
    readonly hint: string;
    /** Where there is room, the shortcut stands on the button itself. */
    readonly showsHint?: boolean;
  };

/** A button that tells its shortcut, by eye and to assistive technology. */
export function HintButton({ hint, showsHint = false, children, ...button }: HintButtonProps) {
  const { on, tip } = useHint(hint);
  return (
    <>
      <Button aria-keyshortcuts={hint.replace("Ctrl", "Control")} {...on} {...button}>
        {children}
        {showsHint && (
          <kbd className={classes.hint} aria-hidden>
            {hint}
          </kbd>
        )}
      </Button>
      {tip}
    </>
  );
}
