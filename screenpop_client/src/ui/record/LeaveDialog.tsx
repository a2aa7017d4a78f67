import { Button, Group, Modal, Text } from "@mantine/core";
import { useText } from "@/app/text";

type LeaveDialogProps = {
  readonly onSave: () => void;
  readonly onDiscard: () => void;
  readonly onStay: () => void;
};

/** What was typed and not saved is asked about before it goes. */
export function LeaveDialog({ onSave, onDiscard, onStay }: LeaveDialogProps) {
  const { t } = useText();
  return (
    <Modal
      opened
      onClose={onStay}
      title={t("record.leave.title")}
      zIndex={400}
      withCloseButton={false}
      centered
      data-asking="true"
    >
      <Text size="sm" mb="md">
        {t("record.leave.text")}
      </Text>
      <Group justify="flex-end" gap="xs">
        <Button size="xs" variant="default" onClick={onStay}>
          {t("record.leave.stay")}
        </Button>
        <Button size="xs" variant="light" color="red" onClick={onDiscard}>
          {t("record.leave.discard")}
        </Button>
        <Button size="xs" onClick={onSave} data-autofocus>
          {t("common.save")}
        </Button>
      </Group>
    </Modal>
  );
}
