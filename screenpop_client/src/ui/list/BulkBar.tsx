import { Button } from "@mantine/core";
import { useState } from "react";
import { type Taken, useRecordRemoval, useRecordReturn, type Versioned } from "@/app/bulkQueries";
import { reasonOf } from "@/app/errors";
import { useListAction } from "@/app/listActions";
import type { Row } from "@/app/listQueries";
import { notify } from "@/app/notify";
import { useText } from "@/app/text";
import { type BulkResult, undone } from "@/model/bulkRun";
import { writeFilter } from "@/model/listFilter";
import { MOST_MARKED, toldOf } from "@/model/marks";
import { api } from "@/wire/api";
import type { ListAction, ListMeta } from "@/wire/messages.gen";
import { useRemovalNotice } from "../record/removalNotice";
import { removalWord } from "../record/removalWord";
import { ExportButton } from "./ExportMenu";
import { FieldChange } from "./FieldChange";
import classes from "./ListView.module.css";
import { MailButton } from "./MailButton";
import { type LeftRecord, leftOf, NotDoneDialog } from "./NotDone";
import { RoundButton } from "./RoundButton";
import type { Marks } from "./useMarks";

type BulkBarProps = {
  readonly meta: ListMeta;
  readonly marks: Marks;
  readonly columns: readonly string[];
  /** Those that are shown. */
  readonly rows: readonly Row[];
  /** How many rows the list has under its filter. */
  readonly total: number;
  readonly loadUpTo: (count: number) => Promise<readonly Row[]>;
  /** Rows are marked for what stands over the list: it is told which, and nothing is done here. */
  readonly isPicking: boolean;
  /** The rows are archived: they can be brought back, and nothing else is done with them. */
  readonly isArchive: boolean;
};

/** What can be done with the marked rows: as the server says, which knows the role. */
export function BulkBar({ meta, marks, columns, rows, total, loadUpTo, isPicking, isArchive }: BulkBarProps) {
  const { t } = useText();
  if (marks.ids.length === 0) return null;
  return (
    <div className={classes.bulk} role="toolbar" aria-label={t("list.marked", { count: marks.ids.length })}>
      <Told marks={marks} rows={rows} total={total} loadUpTo={loadUpTo} />
      {!isPicking && isArchive && <BringBack meta={meta} marks={marks} />}
      {!isPicking && !isArchive && (
        <>
          {meta.actions.map((action) => (
            <Action key={action} action={action} meta={meta} marks={marks} columns={columns} />
          ))}
          <FieldChange meta={meta} marks={marks} />
          <Remove meta={meta} marks={marks} />
        </>
      )}
      <Button size="compact-xs" variant="subtle" onClick={marks.none}>
        {t("list.unmark")}
      </Button>
    </div>
  );
}

/** How many are marked, of them how many out of sight, and that the list goes on after those that are. */
function Told({ marks, rows, total, loadUpTo }: Pick<BulkBarProps, "marks" | "rows" | "total" | "loadUpTo">) {
  const { t, format } = useText();
  const [isLoading, setLoading] = useState(false);
  const order = rows.map((row) => row.id);
  const told = toldOf(new Set(marks.ids), order, total);
  const numbers = {
    count: format.number(told.count),
    hidden: format.number(told.hidden),
    total: format.number(total),
    most: format.number(MOST_MARKED),
  };
  const more = async () => {
    setLoading(true);
    const loaded = await loadUpTo(MOST_MARKED);
    marks.add(loaded.slice(0, MOST_MARKED).map((row) => row.id));
    setLoading(false);
  };
  const words = told.isFirst ? "list.marked.first" : told.hidden > 0 ? "list.marked.hidden" : "list.marked";
  return (
    <>
      <span role="status">
        {t(words, numbers)}
        {marks.isFull && ` — ${t("list.marked.full", numbers)}`}
      </span>
      {told.isFirst && told.count < MOST_MARKED && (
        <Button size="compact-xs" variant="subtle" loading={isLoading} onClick={() => void more()}>
          {t(total > MOST_MARKED ? "list.markFirst" : "list.markWhole", numbers)}
        </Button>
      )}
    </>
  );
}

type ActionProps = Pick<BulkBarProps, "meta" | "marks" | "columns"> & { readonly action: ListAction };

function Action({ action, meta, marks, columns }: ActionProps) {
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
      return Own ? <Own meta={meta} take={marks.take} onDone={marks.only} /> : null;
  }
}

type Kept = { readonly left: readonly LeftRecord[]; readonly ids: readonly number[] };

/** What an action left as it was: named until that is read, and marked from then on. */
function useLeft(meta: ListMeta, marks: Marks) {
  const text = useText();
  const [kept, setKept] = useState<Kept | null>(null);
  const meet = (taken: Taken, result: BulkResult<Versioned>) => {
    const left = leftOf(meta, taken, result.refused, text);
    if (left.length === 0) marks.none();
    else setKept({ left, ids: undone(result).map(({ id }) => id) });
  };
  const close = () => {
    setKept(null);
    if (kept) marks.only(kept.ids);
  };
  return { left: kept?.left ?? null, meet, close };
}

type LeftProps = {
  readonly entity: string;
  readonly left: readonly LeftRecord[] | null;
  readonly words: "record.removedNot" | "record.backNot";
  readonly onClose: () => void;
};

function Left({ entity, left, words, onClose }: LeftProps) {
  const { t, format } = useText();
  if (left === null) return null;
  const title = t(words, { count: format.number(left.length) });
  return <NotDoneDialog entity={entity} left={left} title={title} onClose={onClose} />;
}

/** R46: take the marked rows away, each as its kind allows; those that stay are named with the reason. */
function Remove({ meta, marks }: Pick<BulkBarProps, "meta" | "marks">) {
  const { t } = useText();
  const removal = useRecordRemoval(meta.id);
  const tell = useRemovalNotice(meta.id, meta.rights.removal === "deleted");
  const [isAsked, setAsked] = useState(false);
  const rest = useLeft(meta, marks);
  const how = meta.rights.removal;
  if (how === "never") return null;
  const what = removalWord(meta, how, t);
  const removeAll = async (taken: Taken) => {
    const result = await removal.mutateAsync(taken.rows);
    const still = new Set(undone(result).map(({ id }) => id));
    if (result.done > 0) tell(taken.rows.filter(({ id }) => !still.has(id)));
    rest.meet(taken, result);
  };
  const remove = () =>
    marks
      .take()
      .then(removeAll)
      .catch((error: unknown) => notify(t, { color: "red", message: reasonOf(error, t) }))
      .finally(() => setAsked(false));
  return (
    <>
      <Button
        size="compact-xs"
        variant={isAsked ? "filled" : "subtle"}
        color="red"
        loading={removal.isPending}
        onClick={isAsked ? () => void remove() : () => setAsked(true)}
        onBlur={() => setAsked(false)}
      >
        {isAsked ? t("record.remove.sure", { what }) : what}
      </Button>
      <Left entity={meta.id} left={rest.left} words="record.removedNot" onClose={rest.close} />
    </>
  );
}

/** Brings the marked rows back from the archive; those that stay are named with the reason. */
function BringBack({ meta, marks }: Pick<BulkBarProps, "meta" | "marks">) {
  const { t, format } = useText();
  const returning = useRecordReturn(meta.id);
  const rest = useLeft(meta, marks);
  if (meta.rights.removal !== "archived") return null;
  const bringAll = async (taken: Taken) => {
    const result = await returning.mutateAsync(taken.rows);
    if (result.done > 0) notify(t, { color: "teal", message: t("record.back", { count: format.number(result.done) }) });
    rest.meet(taken, result);
  };
  const act = () =>
    marks
      .take()
      .then(bringAll)
      .catch((error: unknown) => notify(t, { color: "red", message: reasonOf(error, t) }));
  return (
    <>
      <Button size="compact-xs" variant="subtle" loading={returning.isPending} onClick={() => void act()}>
        {t("record.back.archived")}
      </Button>
      <Left entity={meta.id} left={rest.left} words="record.backNot" onClose={rest.close} />
    </>
  );
}
