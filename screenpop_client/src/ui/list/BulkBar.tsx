import { Button } from "@mantine/core";
import { useState } from "react";
import { reasonOf } from "@/app/errors";
import { useListAction } from "@/app/listActions";
import type { Row } from "@/app/listQueries";
import { notify } from "@/app/notify";
import { useRecordRemoval } from "@/app/recordQueries";
import { useText } from "@/app/text";
import { writeFilter } from "@/model/listFilter";
import { api } from "@/wire/api";
import type { ListAction, ListMeta } from "@/wire/messages.gen";
import { ExportButton } from "./ExportMenu";
import classes from "./ListView.module.css";
import { MailButton } from "./MailButton";
import { RoundButton } from "./RoundButton";
import type { Marks } from "./useMarks";

type BulkBarProps = {
  readonly meta: ListMeta;
  readonly marks: Marks;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
};

/** What can be done with the marked rows: as the server says, which knows the role. */
export function BulkBar({ meta, marks, columns, rows }: BulkBarProps) {
  const { t, format } = useText();
  if (marks.ids.length === 0) return null;
  return (
    <div className={classes.bulk} role="toolbar" aria-label={t("list.marked", { count: marks.ids.length })}>
      <span role="status">{t("list.marked", { count: format.number(marks.ids.length) })}</span>
      {meta.actions.map((action) => (
        <Action key={action} action={action} meta={meta} marks={marks} columns={columns} rows={rows} />
      ))}
      <Remove meta={meta} marks={marks} rows={rows} />
      <Button size="compact-xs" variant="subtle" onClick={marks.none}>
        {t("list.unmark")}
      </Button>
    </div>
  );
}

function Action({ action, meta, marks, columns, rows }: BulkBarProps & { readonly action: ListAction }) {
  const { t } = useText();
  const Own = useListAction(action);
  switch (action) {
    case "export": {
      const filter = writeFilter({ field: "id", op: "in", value: marks.ids });
      const href = (format: "csv" | "xlsx") => api.listExportUrl(meta.id, { filter }, columns, format);
      return <ExportButton label={t("list.exportMarked")} href={href} isSmall />;
    }
    case "mail":
      return <MailButton entity={meta.id} filter={{ field: "id", op: "in", value: marks.ids }} isSmall />;
    case "call":
      return <RoundButton entity={meta.id} filter={{ field: "id", op: "in", value: marks.ids }} isSmall />;
    default:
      return Own ? <Own rows={rows.filter((row) => marks.has(row.id))} onDone={marks.none} /> : null;
  }
}

/** R46: take the marked rows away, each as its kind allows; what was refused is told. */
function Remove({ meta, marks, rows }: Omit<BulkBarProps, "columns">) {
  const { t } = useText();
  const removal = useRecordRemoval(meta.id);
  const [isAsked, setAsked] = useState(false);
  const how = meta.rights.removal;
  if (how === "never") return null;
  const what = t(`record.remove.${how}`);
  const taken = rows.filter((row) => marks.has(row.id)).map(({ id, version }) => ({ id, version: Number(version) }));
  const remove = () =>
    removal.mutate(taken, {
      onSuccess: ({ removed, refused }) => {
        setAsked(false);
        marks.none();
        if (removed > 0) notify(t, { color: "teal", message: t("record.removed", { count: removed }) });
        if (refused.length > 0) {
          const reason = reasonOf(refused[0], t);
          notify(t, { color: "red", message: t("record.removedNot", { count: refused.length, reason }) });
        }
      },
    });
  return (
    <Button
      size="compact-xs"
      variant={isAsked ? "filled" : "subtle"}
      color="red"
      loading={removal.isPending}
      onClick={isAsked ? remove : () => setAsked(true)}
      onBlur={() => setAsked(false)}
    >
      {isAsked ? t("record.remove.sure", { what }) : what}
    </Button>
  );
}
