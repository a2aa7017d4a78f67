import { ActionIcon, Table, UnstyledButton } from "@mantine/core";
import { IconDownload, IconPencil, IconTrash } from "@tabler/icons-react";
import { useText } from "@/app/text";
import { api } from "@/wire/api";
import type { FileView } from "@/wire/messages.gen";
import classes from "./files.module.css";
import { useSizeText } from "./useSizeText";

type FilesTableProps = {
  readonly files: readonly FileView[];
  readonly mayWrite: boolean;
  readonly onOpen: (file: FileView) => void;
  readonly onEdit: (file: FileView) => void;
  readonly onRemove: (file: FileView) => void;
};

/** The files of a record with what can be done with each; Delete removes the one in focus. */
export function FilesTable({ files, mayWrite, onOpen, onEdit, onRemove }: FilesTableProps) {
  const { t, format } = useText();
  const sizeText = useSizeText();
  return (
    <Table stickyHeader highlightOnHover verticalSpacing={2}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t("files.name")}</Table.Th>
          <Table.Th className={classes.number}>{t("files.size")}</Table.Th>
          <Table.Th>{t("files.author")}</Table.Th>
          <Table.Th>{t("files.at")}</Table.Th>
          <Table.Th>{t("files.note")}</Table.Th>
          <Table.Th>
            <span className="visuallyHidden">{t("files.actions")}</span>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {files.map((file) => (
          <Table.Tr key={file.id} data-testid="file">
            <Table.Td className={classes.name}>
              <UnstyledButton
                className={classes.open}
                aria-label={t("files.open", { name: file.name })}
                title={file.name}
                onClick={() => onOpen(file)}
                onKeyDown={(event) => {
                  if (event.key === "Delete" && mayWrite) onRemove(file);
                }}
              >
                <bdi>{file.name}</bdi>
              </UnstyledButton>
            </Table.Td>
            <Table.Td className={classes.number}>{sizeText(file.size)}</Table.Td>
            <Table.Td>{file.author}</Table.Td>
            <Table.Td className={classes.at}>{format.dateTime(file.created_at)}</Table.Td>
            <Table.Td className={classes.note} title={file.note}>
              {file.note}
            </Table.Td>
            <Table.Td className={classes.actions}>
              <ActionIcon
                component="a"
                variant="subtle"
                href={api.fileUrl(file.id, true)}
                download={file.name}
                aria-label={t("files.downloadOne", { name: file.name })}
              >
                <IconDownload size={16} aria-hidden="true" />
              </ActionIcon>
              {mayWrite && (
                <>
                  <ActionIcon
                    variant="subtle"
                    aria-label={t("files.edit", { name: file.name })}
                    onClick={() => onEdit(file)}
                  >
                    <IconPencil size={16} aria-hidden="true" />
                  </ActionIcon>
                  <ActionIcon
                    variant="subtle"
                    color="red"
                    aria-label={t("files.remove", { name: file.name })}
                    onClick={() => onRemove(file)}
                  >
                    <IconTrash size={16} aria-hidden="true" />
                  </ActionIcon>
                </>
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
