import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { bringBack, type Versioned } from "@/app/bulkQueries";
import { reasonOf } from "@/app/errors";
import { notify, unnotify } from "@/app/notify";
import { useText } from "@/app/text";
import classes from "./record.module.css";

/** Tells that records were put away, with the way back beside it unless they were deleted. */
export function useRemovalNotice(entity: string, isDeleted = false): (removed: readonly Versioned[]) => void {
  const { t, format } = useText();
  const client = useQueryClient();
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
      if (back.done > 0) notify(t, { color: "teal", message: t("record.back", { count: format.number(back.done) }) });
      if (back.refused[0]) notify(t, { color: "red", message: reasonOf(back.refused[0].error, t) });
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
