import { Button, Group, Modal, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { reasonOf } from "@/app/errors";
import { useText } from "@/app/text";
import type { FileView } from "@/wire/messages.gen";

type FileEditorProps = {
  readonly file: FileView;
  readonly isBusy: boolean;
  readonly error: unknown;
  readonly onSave: (name: string, note: string) => void;
  readonly onClose: () => void;
};

/** The name and the note of a file. */
export function FileEditor({ file, isBusy, error, onSave, onClose }: FileEditorProps) {
  const { t } = useText();
  const [name, setName] = useState(file.name);
  const [note, setNote] = useState(file.note);
  return (
    <Modal opened onClose={onClose} title={t("files.editTitle")} closeButtonProps={{ "aria-label": t("common.close") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onSave(name, note);
        }}
      >
        <Stack gap="sm">
          <TextInput
            label={t("files.name")}
            value={name}
            maxLength={240}
            required
            data-autofocus
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Textarea
            label={t("files.note")}
            value={note}
            maxLength={2000}
            autosize
            minRows={2}
            maxRows={8}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          {error !== null && (
            <Text c="red" size="sm" role="alert">
              {reasonOf(error, t)}
            </Text>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button type="submit" loading={isBusy}>
              {t("common.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
