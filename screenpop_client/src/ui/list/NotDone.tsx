import { Alert, Anchor, Modal } from "@mantine/core";
import type { Taken } from "@/app/bulkQueries";
import { wholeReasonOf } from "@/app/errors";
import type { Row } from "@/app/listQueries";
import { rowName } from "@/app/recordQueries";
import { hrefToRecord } from "@/app/router";
import { type TextTools, useText } from "@/app/text";
import type { BulkResult } from "@/model/bulkRun";
import type { ListMeta } from "@/wire/messages.gen";
import { NO_SAVE, useRecordCardKeys } from "../record/useRecordCardKeys";
import classes from "./ListView.module.css";

/** A record that an action on many left as it was, and why. */
export type LeftRecord = {
  readonly id: number;
  readonly name: string;
  readonly reason: string;
  readonly isGone: boolean;
};

/** Those that an action refused and those that were there no more. */
export function leftOf(
  meta: ListMeta,
  { rows, gone }: Taken,
  refused: BulkResult<{ readonly id: number }>["refused"],
  { t, language }: TextTools,
): readonly LeftRecord[] {
  const known = new Map(rows.map((row) => [row.id, row]));
  const named = (row: Row) => rowName(meta, row, language);
  return [
    ...refused.map(({ item: { id }, error }) => ({
      id,
      name: named(known.get(id) ?? { id }),
      reason: wholeReasonOf(error, t),
      isGone: false,
    })),
    ...gone.map((id) => ({ id, name: `№${id}`, reason: t("bulk.gone"), isGone: true })),
  ];
}

type NotDoneProps = { readonly entity: string; readonly left: readonly LeftRecord[] };

/** Each opens its record beside the list, so that the next can be looked at. */
export function NotDone({ entity, left }: NotDoneProps) {
  return (
    <ul className={classes.left}>
      {left.map(({ id, name, reason }) => (
        <li key={id}>
          <Alert role="presentation" color="red" variant="light" p="xs" title={named(entity, id, name)}>
            {reason}
          </Alert>
        </li>
      ))}
    </ul>
  );
}

function named(entity: string, id: number, name: string) {
  const href = hrefToRecord(entity, id);
  if (href === null) return name;
  return (
    <Anchor href={href} target="_blank" inherit>
      {name}
    </Anchor>
  );
}

type NotDoneDialogProps = NotDoneProps & {
  readonly title: string;
  readonly onClose: () => void;
};

/** What an action on many left as it was. */
export function NotDoneDialog({ title, onClose, ...left }: NotDoneDialogProps) {
  const { t } = useText();
  useRecordCardKeys({ ...NO_SAVE, close: onClose });
  return (
    <Modal
      opened
      closeOnEscape={false}
      onClose={onClose}
      title={title}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <NotDone {...left} />
    </Modal>
  );
}
