import { Button } from "@mantine/core";
import { useText } from "@/app/text";
import { writeFilter } from "@/model/listFilter";
import { api } from "@/wire/api";
import type { ListAction, ListMeta } from "@/wire/messages.gen";
import { ExportButton } from "./ExportMenu";
import classes from "./ListView.module.css";
import type { Marks } from "./useMarks";

type BulkBarProps = {
  readonly meta: ListMeta;
  readonly marks: Marks;
  readonly columns: readonly string[];
};

/** What can be done with the marked rows: as the server says, which knows the role. */
export function BulkBar({ meta, marks, columns }: BulkBarProps) {
  const { t, format } = useText();
  if (marks.ids.length === 0) return null;
  return (
    <div className={classes.bulk} role="toolbar" aria-label={t("list.marked", { count: marks.ids.length })}>
      <span role="status">{t("list.marked", { count: format.number(marks.ids.length) })}</span>
      {meta.actions.map((action) => (
        <Action key={action} action={action} meta={meta} marks={marks} columns={columns} />
      ))}
      <Button size="compact-xs" variant="subtle" onClick={marks.none}>
        {t("list.unmark")}
      </Button>
    </div>
  );
}

function Action({ action, meta, marks, columns }: BulkBarProps & { readonly action: ListAction }) {
  const { t } = useText();
  switch (action) {
    case "export": {
      const filter = writeFilter({ field: "id", op: "in", value: marks.ids });
      const href = (format: "csv" | "xlsx") => api.listExportUrl(meta.id, { filter }, columns, format);
      return <ExportButton label={t("list.exportMarked")} href={href} isSmall />;
    }
    default:
      return null;
  }
}
