import { Kbd, Modal, Table, Text } from "@mantine/core";
import type { MessageKey } from "@/i18n/translate";
import { type Command, hintOf } from "@/model/keys";
import { useText } from "./text";

const ROWS: readonly (readonly [Command, MessageKey])[] = [
  ["accept", "help.accept"],
  ["interest", "help.interest"],
  ["deal", "help.deal"],
  ["newInterest", "help.newInterest"],
  ["pause", "help.pause"],
  ["wrapUp", "help.wrapUp"],
  ["saveClose", "help.saveClose"],
  ["saveDraft", "help.saveDraft"],
  ["minimise", "help.minimise"],
  ["taskDone", "help.taskDone"],
  ["tabBefore", "help.tabBefore"],
  ["tabAfter", "help.tabAfter"],
  ["dial", "help.dial"],
  ["scriptBack", "help.scriptBack"],
  ["scriptJump", "help.scriptJump"],
];

/** All shortcuts on one sheet. */
export function HelpDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useText();
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t("help.title")}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <Table verticalSpacing={6}>
        <Table.Tbody>
          {ROWS.map(([command, label]) => (
            <Table.Tr key={command}>
              <Table.Td>{t(label)}</Table.Td>
              <Table.Td ta="right">
                <Kbd>{hintOf(command)}</Kbd>
              </Table.Td>
            </Table.Tr>
          ))}
          <Table.Tr>
            <Table.Td>{t("help.rate")}</Table.Td>
            <Table.Td ta="right">
              <Kbd>1</Kbd>…<Kbd>4</Kbd> / <Kbd>Alt+1</Kbd>…<Kbd>4</Kbd>
            </Table.Td>
          </Table.Tr>
          <Table.Tr>
            <Table.Td>{t("help.say")}</Table.Td>
            <Table.Td ta="right">
              <Kbd>Alt+5</Kbd>…<Kbd>9</Kbd>, <Kbd>0</Kbd>
            </Table.Td>
          </Table.Tr>
          <Table.Tr>
            <Table.Td>{t("help.outcome")}</Table.Td>
            <Table.Td ta="right">
              <Kbd>1</Kbd>…<Kbd>7</Kbd>
            </Table.Td>
          </Table.Tr>
          <Table.Tr>
            <Table.Td>{t("help.help")}</Table.Td>
            <Table.Td ta="right">
              <Kbd>?</Kbd>
            </Table.Td>
          </Table.Tr>
        </Table.Tbody>
      </Table>
      <Text size="xs" c="dimmed" mt="sm">
        {t("help.layout")}
      </Text>
    </Modal>
  );
}
