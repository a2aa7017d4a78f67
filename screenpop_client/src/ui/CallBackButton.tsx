import { ActionIcon, Button } from "@mantine/core";
import { IconPhoneOutgoing } from "@tabler/icons-react";
import type { RefObject } from "react";
import { useText } from "@/app/text";
import { type NumberOf, useDial } from "@/app/useDial";
import { isHidden, readablePhone } from "@/model/phone";
import hints from "./HintButton.module.css";

type CallBackButtonProps = {
  readonly number: string;
  /** Whose number it is: a hidden one is dialled by its record. */
  readonly of?: NumberOf | undefined;
  readonly isIcon?: boolean;
  /** The one thing to do on a page: its words, its key, and a way to press it. */
  readonly main?: { readonly words: string; readonly hint: string; readonly ref: RefObject<HTMLElement | null> };
};

/** Calls somebody back by a press, and tells what is left to do. */
export function CallBackButton({ number, of, isIcon = false, main }: CallBackButtonProps) {
  const { t } = useText();
  const dial = useDial();
  const shown = readablePhone(number);
  const act = {
    "aria-label": `${t("callBack.button")} ${shown}`,
    disabled: dial.isPending || (isHidden(number) && of === undefined),
    onClick: () => dial.start(number, of),
  };
  if (isIcon) {
    return (
      <ActionIcon size="xs" variant="subtle" title={t("callBack.button")} {...act}>
        <IconPhoneOutgoing size={14} />
      </ActionIcon>
    );
  }
  if (main) {
    const { words, hint, ref } = main;
    return (
      <Button
        {...act}
        ref={ref as never}
        size="md"
        aria-label={`${words} ${shown}`}
        aria-keyshortcuts={hint}
        leftSection={<IconPhoneOutgoing size={18} aria-hidden="true" />}
      >
        {words}
        <kbd className={hints.hint} aria-hidden>
          {hint}
        </kbd>
      </Button>
    );
  }
  return (
    <Button size="compact-xs" variant="default" leftSection={<IconPhoneOutgoing size={14} />} {...act}>
      {t("callBack.button")}
    </Button>
  );
}
