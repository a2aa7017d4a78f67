import { Button, Group, Modal, Progress, Stack, Text } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { type Taken, useBulkChange } from "@/app/bulkQueries";
import { reasonOf } from "@/app/errors";
import type { Row } from "@/app/listQueries";
import { notify } from "@/app/notify";
import { type TextTools, useText } from "@/app/text";
import { type BulkResult, undone } from "@/model/bulkRun";
import type { Values } from "@/model/recordFields";
import type { FieldMeta, ListMeta } from "@/wire/messages.gen";
import { NO_SAVE, useRecordCardKeys } from "../record/useRecordCardKeys";
import { FieldChangeForm } from "./FieldChangeForm";
import { leftOf, NotDone } from "./NotDone";
import type { Marks } from "./useMarks";

type Outcome = { readonly taken: Taken; readonly result: BulkResult<Row> };
type DialogProps = {
  readonly meta: ListMeta;
  readonly marks: Marks;
  readonly fields: readonly FieldMeta[];
  readonly onClose: () => void;
};

/** Asks which field and what value, shows how far it is, and then what was left as it was. */
export function FieldChangeDialog({ meta, marks, fields, onClose }: DialogProps) {
  const { t, format } = useText();
  const bulk = useBulkChange(meta.id);
  const [isTaking, setTaking] = useState(false);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const isOpen = useRef(true);
  useEffect(() => {
    isOpen.current = true;
    return () => {
      isOpen.current = false;
    };
  }, []);
  const count = marks.ids.length;
  const close = () => {
    onClose();
    if (outcome) marks.only(undone(outcome.result).map(({ id }) => id));
  };
  const leave = bulk.behind === null ? close : bulk.stop;
  const apply = async (changes: Values) => {
    setTaking(true);
    try {
      const taken = await marks.take();
      if (!isOpen.current) return;
      const result = await bulk.change(taken.rows, changes);
      const isWhole = result.done === count;
      // Who has left the list meanwhile is told there.
      if (isWhole || !isOpen.current) {
        notify(t, {
          color: isWhole ? "teal" : "red",
          message: summaryOf(result, count - result.done - result.untried.length, { t, format }),
        });
        onClose();
        marks.none();
      } else setOutcome({ taken, result });
    } catch (error) {
      notify(t, { color: "red", message: reasonOf(error, t) });
    } finally {
      setTaking(false);
    }
  };
  return (
    <Modal
      opened
      onClose={leave}
      closeOnEscape={false}
      closeOnClickOutside={false}
      size={560}
      title={t("bulk.title", { count: format.number(count) })}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      {outcome ? (
        <Result meta={meta} outcome={outcome} onClose={close} />
      ) : bulk.behind !== null ? (
        <Running behind={bulk.behind} count={count} onStop={bulk.stop} />
      ) : (
        <FieldChangeForm
          meta={meta}
          fields={fields}
          count={count}
          isTaking={isTaking}
          onApply={apply}
          onClose={onClose}
        />
      )}
    </Modal>
  );
}

/** How many were changed, and how many not. */
function summaryOf({ done, untried }: BulkResult<Row>, left: number, { t, format }: Pick<TextTools, "t" | "format">) {
  const parts = [
    t("bulk.changed", { count: format.number(done) }),
    untried.length > 0 ? t("bulk.untried", { count: format.number(untried.length) }) : "",
    left > 0 ? t("bulk.left", { count: format.number(left) }) : "",
  ];
  return parts.filter(Boolean).join(". ");
}

type RunningProps = { readonly behind: number; readonly count: number; readonly onStop: () => void };

function Running({ behind, count, onStop }: RunningProps) {
  const { t, format } = useText();
  useRecordCardKeys({ ...NO_SAVE, close: onStop });
  const told = t("bulk.progress", { behind: format.number(behind), count: format.number(count) });
  return (
    <Stack gap="sm">
      <Text size="sm">{told}</Text>
      <Progress value={(100 * behind) / count} aria-label={t("bulk.going")} aria-valuetext={told} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onStop} autoFocus>
          {t("bulk.stop")}
        </Button>
      </Group>
    </Stack>
  );
}

type ResultProps = { readonly meta: ListMeta; readonly outcome: Outcome; readonly onClose: () => void };

function Result({ meta, outcome: { taken, result }, onClose }: ResultProps) {
  const text = useText();
  const { t } = text;
  useRecordCardKeys({ ...NO_SAVE, close: onClose });
  const left = leftOf(meta, taken, result.refused, text);
  return (
    <Stack gap="sm">
      <Text size="sm" role="status">
        {summaryOf(result, left.length, text)}
      </Text>
      <NotDone entity={meta.id} left={left} />
      <Text size="xs" c="dimmed">
        {t("bulk.stayMarked")}
      </Text>
      <Group justify="flex-end">
        <Button onClick={onClose} autoFocus>
          {t("common.close")}
        </Button>
      </Group>
    </Stack>
  );
}
