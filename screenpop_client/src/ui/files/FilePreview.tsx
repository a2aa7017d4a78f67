import { Anchor, Group, Modal, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useText } from "@/app/text";
import { Loading } from "@/ui/States";
import { api } from "@/wire/api";
import type { FileView } from "@/wire/messages.gen";
import classes from "./files.module.css";

const TEXT_BYTES = 64 * 1024;

type FilePreviewProps = { readonly file: FileView; readonly onClose: () => void };

/** A look at a file without taking it home; nothing in it runs. */
export function FilePreview({ file, onClose }: FilePreviewProps) {
  const { t } = useText();
  return (
    <Modal
      opened
      onClose={onClose}
      size="80%"
      title={<bdi>{file.name}</bdi>}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <div className={classes.preview} data-testid="file-preview">
        <Shown file={file} />
      </div>
      <Group justify="flex-end" pt="sm">
        <Anchor href={api.fileUrl(file.id, true)} download={file.name} size="sm">
          {t("files.download")}
        </Anchor>
      </Group>
    </Modal>
  );
}

function Shown({ file }: { readonly file: FileView }) {
  const { t } = useText();
  const [isBroken, setBroken] = useState(false);
  if (isBroken) return <Text c="red">{t("files.previewFailed")}</Text>;
  switch (file.preview) {
    case "image":
      return <img src={api.fileUrl(file.id)} alt={file.name} onError={() => setBroken(true)} />;
    case "pdf":
      return <iframe src={api.fileUrl(file.id)} title={file.name} />;
    case "text":
      return <TextFile file={file} />;
    case "none":
      return <Text c="dimmed">{t("files.noPreview")}</Text>;
  }
}

function TextFile({ file }: { readonly file: FileView }) {
  const { t } = useText();
  const text = useQuery({
    queryKey: ["fileText", file.id],
    queryFn: () => beginningOf(api.fileUrl(file.id)),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (text.isPending) return <Loading />;
  if (text.error) return <Text c="red">{t("files.previewFailed")}</Text>;
  return (
    <>
      <pre>{text.data}</pre>
      {file.size > TEXT_BYTES && (
        <Text size="xs" c="dimmed">
          {t("files.cut")}
        </Text>
      )}
    </>
  );
}

/** Read the beginning of a text in the letters that the server says. */
async function beginningOf(url: string): Promise<string> {
  const answer = await fetch(url, {
    credentials: "same-origin",
    headers: { Range: `bytes=0-${TEXT_BYTES - 1}` },
  });
  if (!answer.ok) throw new Error(String(answer.status));
  const charset = /charset=([\w-]+)/.exec(answer.headers.get("content-type") ?? "")?.[1] ?? "utf-8";
  return new TextDecoder(charset).decode(await answer.arrayBuffer());
}
