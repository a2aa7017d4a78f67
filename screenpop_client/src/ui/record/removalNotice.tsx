import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { bringBack, type Versioned } from "@/app/bulkQueries";
import { reasonOf } from "@/app/errors";
import { notify, unnotify } from "@/app/notify";
import { useText } from "@/app/text";
import type { BulkResult } from "@/model/bulkRun";
import classes from "./record.module.css";

/** Tells how many records came back, and of those that did not why the first stays. */
export function useReturnNotice(): (back: BulkResult<Versioned>) => void {
  const { t, format } = useText();
  return ({ done, refused: [refused] }) => {
    if (done > 0) notify(t, { color: "teal", message: t("record.back", { count: format.number(done) }) });
    if (refused) notify(t, { color: "red", message: reasonOf(refused.error, t) });
  };
}

/** Tells that records were put away, with the way back beside it unless they were deleted. */
export function useRemovalNotice(entity: string, isDeleted = false): (removed: readonly Versioned[]) => void {
  const { t, format } = useText();
  const client = useQueryClient();
  const tellReturn = useReturnNotice();
  return (removed) => {
    const words = t("record.removed", { count: format.number(removed.length) });
    if (isDeleted) {
      notify(t, { color: "teal", message: words });
      return;
    }
    const undo = async () => {
      unnotify(notice);
      const back = await bringBack(
        client,
        entity,
        removed.map((row) => ({ id: row.id, version: Number(row.version) + 1 })),
      );
      tellReturn(back);
    };
    const message = (
      <span className={classes.undo}>
        {words}
        <Button size="compact-xs" variant="default" onClick={() => void undo()}>
          {t("record.undo")}
        </Button>
      </span>
    );
    const notice = notify(t, { color: "teal", message, seconds: 15 });
  };
}
