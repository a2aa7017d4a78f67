import { Alert, Button } from "@mantine/core";
import { useState } from "react";
import { useFileChanges, useRecordFiles, useUploads } from "@/app/fileQueries";
import { notify, unnotify } from "@/app/notify";
import { useText } from "@/app/text";
import { Await, Empty } from "@/ui/States";
import type { FileView } from "@/wire/messages.gen";
import { DropZone } from "./DropZone";
import { FileEditor } from "./FileEditor";
import { FilePreview } from "./FilePreview";
import { FilesTable } from "./FilesTable";
import classes from "./files.module.css";
import { UploadRow } from "./UploadRow";
import { useSizeText } from "./useSizeText";

type FilesTabProps = { readonly entity: string; readonly recordId: number };

/** R26: the files of a record, of whatever kind. */
export function FilesTab({ entity, recordId }: FilesTabProps) {
  const { t } = useText();
  const sizeText = useSizeText();
  const found = useRecordFiles(entity, recordId);
  const { queue, uploads } = useUploads(entity, recordId);
  const { change, remove, restore } = useFileChanges(entity, recordId);
  const [opened, setOpened] = useState<FileView | null>(null);
  const [edited, setEdited] = useState<FileView | null>(null);
  const files = found.data?.files ?? [];
  const maxBytes = found.data?.max_bytes ?? 0;
  const mayWrite = Boolean(found.data?.may_write && found.data.is_kept);

  const refusal = (file: File) => {
    if (file.size > maxBytes) return t("files.tooLarge", { size: sizeText(maxBytes) });
    return file.size === 0 ? t("files.isEmpty") : null;
  };
  const removeOne = (file: FileView) => remove.mutate(file, { onSuccess: offerUndo });
  const offerUndo = (removed: FileView) => {
    const bringBack = () => {
      unnotify(notice);
      restore.mutate(removed);
    };
    const message = (
      <span className={classes.undo}>
        {t("files.removed", { name: removed.name })}
        <Button size="compact-xs" variant="default" onClick={bringBack}>
          {t("files.undo")}
        </Button>
      </span>
    );
    const notice = notify(t, { message, seconds: 15 });
  };
  const edit = (file: FileView | null) => {
    change.reset();
    setEdited(file);
  };
  return (
    <div className={classes.tab}>
      <Await query={found}>
        {found.data?.is_kept === false && <Alert color="yellow">{t("files.off")}</Alert>}
        {mayWrite && <DropZone maxBytes={maxBytes} onFiles={(chosen) => queue.add(chosen, refusal)} />}
        {uploads.length > 0 && (
          <ul className={classes.uploads}>
            {uploads.map((upload) => (
              <UploadRow
                key={upload.key}
                upload={upload}
                onCancel={() => queue.cancel(upload.key)}
                onRetry={() => queue.retry(upload.key)}
              />
            ))}
          </ul>
        )}
        <div className={classes.list}>
          {files.length === 0 ? (
            <Empty title={t("files.empty")} />
          ) : (
            <FilesTable files={files} mayWrite={mayWrite} onOpen={setOpened} onEdit={edit} onRemove={removeOne} />
          )}
        </div>
      </Await>
      {opened && <FilePreview file={opened} onClose={() => setOpened(null)} />}
      {edited && (
        <FileEditor
          file={edited}
          isBusy={change.isPending}
          error={change.error}
          onSave={(name, note) => change.mutate({ file: edited, name, note }, { onSuccess: () => setEdited(null) })}
          onClose={() => setEdited(null)}
        />
      )}
    </div>
  );
}
