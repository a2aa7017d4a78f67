import { Kbd, Modal, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { COMMANDS, hintOf } from "@/model/keys";
import classes from "./HelpDialog.module.css";
import { useText } from "./text";

/** Told in a row together. */
const TOGETHER = /^(pick|say)\d/;

/** All shortcuts on one sheet. */
export function HelpDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useText();
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      size={880}
      title={t("help.title")}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <dl className={classes.keys}>
        {COMMANDS.filter((command) => !TOGETHER.test(command) && command !== "help").map((command) => (
          <Line key={command} words={t(`help.${command}`)}>
            <Kbd>{hintOf(command)}</Kbd>
          </Line>
        ))}
        <Line words={t("help.rate")}>
          <Kbd>1</Kbd>…<Kbd>4</Kbd> / <Kbd>Alt+1</Kbd>…<Kbd>4</Kbd>
        </Line>
        <Line words={t("help.say")}>
          <Kbd>{hintOf("say1")}</Kbd>…<Kbd>{hintOf("say6")}</Kbd>
        </Line>
        <Line words={t("help.outcome")}>
          <Kbd>1</Kbd>…<Kbd>7</Kbd>
        </Line>
        <Line words={t("help.help")}>
          <Kbd>?</Kbd>
        </Line>
      </dl>
      <Text size="xs" c="dimmed" mt="sm">
        {t("help.layout")}
      </Text>
    </Modal>
  );
}

function Line({ words, children }: { readonly words: string; readonly children: ReactNode }) {
  return (
    <div className={classes.line}>
      <dt>{words}</dt>
      <dd>{children}</dd>
    </div>
  );
}
