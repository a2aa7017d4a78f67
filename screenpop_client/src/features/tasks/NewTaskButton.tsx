import { Button, Modal } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { useText } from "@/app/text";
import { TaskForm } from "./TaskForm";

/** What a new task is about: fields of a task that name records, such as `campaign`. */
export type About = Readonly<Record<string, number>>;

type NewTaskButtonProps = { readonly about: About };

export function NewTaskButton({ about }: NewTaskButtonProps) {
  const { t } = useText();
  const [isOpen, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button size="xs" variant="light" leftSection={<IconPlus size={14} aria-hidden="true" />} onClick={open}>
        {t("tasks.new")}
      </Button>
      <Modal
        opened={isOpen}
        onClose={close}
        closeOnClickOutside={false}
        title={t("tasks.new")}
        size="lg"
        closeButtonProps={{ "aria-label": t("common.close") }}
      >
        <TaskForm about={about} edited={null} onDone={close} />
      </Modal>
    </>
  );
}
