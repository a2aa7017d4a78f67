import { Alert, Button } from "@mantine/core";
import { IconArchive } from "@tabler/icons-react";
import { useRecordReturn } from "@/app/bulkQueries";
import { useText } from "@/app/text";
import { isArchived } from "@/model/archive";
import type { ListMeta, RecordView } from "@/wire/messages.gen";
import classes from "./record.module.css";
import { useReturnNotice } from "./removalNotice";

type PutAwayNoteProps = { readonly meta: ListMeta; readonly view: RecordView };

/** Says of a record that it is in the archive or out of use, since when and by whom, and brings it back. */
export function PutAwayNote({ meta, view }: PutAwayNoteProps) {
  const { t, format } = useText();
  const returning = useRecordReturn(meta.id);
  const tellReturn = useReturnNotice();
  const away = view.put_away;
  if (away === null) return null;
  const how = isArchived(view) ? "archived" : meta.id === "employee" ? "retired" : "deactivated";
  const mayReturn = meta.rights.removal === "archived" || meta.rights.removal === "deactivated";
  return (
    <Alert
      className={classes.away}
      color="yellow"
      variant="light"
      icon={<IconArchive aria-hidden="true" />}
      data-testid="put-away"
    >
      <div className={classes.undo}>
        <strong>
          {away.at === null ? t(`record.away.${how}`) : t(`record.away.${how}.since`, { at: format.dateTime(away.at) })}
        </strong>
        {away.by !== "" && <bdi>{away.by}</bdi>}
        <span className={classes.rest} />
        {mayReturn && (
          <Button
            size="xs"
            variant="default"
            loading={returning.isPending}
            onClick={() => returning.mutate([view], { onSuccess: tellReturn })}
          >
            {t(`record.back.${how}`)}
          </Button>
        )}
      </div>
    </Alert>
  );
}
