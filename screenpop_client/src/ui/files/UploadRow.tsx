import { ActionIcon, Progress } from "@mantine/core";
import { IconRefresh, IconX } from "@tabler/icons-react";
import { reasonOf } from "@/app/errors";
import { useText } from "@/app/text";
import type { Upload } from "@/model/uploadQueue";
import classes from "./files.module.css";

type UploadRowProps = { readonly upload: Upload; readonly onCancel: () => void; readonly onRetry: () => void };

/** One file on its way: how far it is, or why it did not get through. */
export function UploadRow({ upload, onCancel, onRetry }: UploadRowProps) {
  const { t } = useText();
  const name = upload.file.name;
  const percent = upload.file.size ? Math.floor((upload.sent / upload.file.size) * 100) : 0;
  const failed = upload.state === "failed";
  const mayRetry = failed && typeof upload.error !== "string";
  return (
    <li className={classes.upload} data-testid="upload" data-state={upload.state}>
      <span className={classes.uploadName}>
        <bdi>{name}</bdi>
      </span>
      {upload.state === "sending" && (
        <Progress.Root className={classes.progress}>
          <Progress.Section value={percent} aria-label={t("files.uploading", { name, percent })} />
        </Progress.Root>
      )}
      {upload.state === "waiting" && <span className={classes.dim}>{t("files.waiting")}</span>}
      {failed && (
        <span className={classes.failed} role="alert">
          {typeof upload.error === "string" ? upload.error : reasonOf(upload.error, t)}
        </span>
      )}
      {mayRetry && (
        <ActionIcon variant="subtle" aria-label={t("files.again", { name })} onClick={onRetry}>
          <IconRefresh size={16} aria-hidden="true" />
        </ActionIcon>
      )}
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t(failed ? "files.dismiss" : "files.cancel", { name })}
        onClick={onCancel}
      >
        <IconX size={16} aria-hidden="true" />
      </ActionIcon>
    </li>
  );
}
