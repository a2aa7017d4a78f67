import { Kbd, Modal, Table, Text } from "@mantine/core";
import { COMMANDS, hintOf } from "@/model/keys";
import { useText } from "./text";

/** Told in a row together. */
const TOGETHER = /^(pick|say)/;

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
          {COMMANDS.filter((command) => !TOGETHER.test(command) && command !== "help").map((command) => (
            <Table.Tr key={command}>
              <Table.Td>{t(`help.${command}`)}</Table.Td>
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
