import { Button, Modal, Select } from "@mantine/core";
import { useState } from "react";
import type { Taken } from "@/app/bulkQueries";
import { nameIn, useMoveMany, usePipelines } from "@/app/dealQueries";
import { reasonOf } from "@/app/errors";
import type { ListActionProps } from "@/app/listActions";
import type { Row } from "@/app/listQueries";
import { notify } from "@/app/notify";
import { useText } from "@/app/text";
import { type LeftRecord, leftOf, NotDoneDialog } from "@/ui/list/NotDone";
import type { DealNotMoved, StageView } from "@/wire/messages.gen";
import { MoveDialog } from "./MoveDialog";

/** Move the marked deals to a stage; those that stay are named with the reason. */
export function MoveMarked({ meta, take, onDone }: ListActionProps) {
  const text = useText();
  const { t, format } = text;
  const pipelines = usePipelines();
  const [taken, setTaken] = useState<Taken | null>(null);
  const [pipelineId, setPipelineId] = useState<string | null>(null);
  const [left, setLeft] = useState<readonly LeftRecord[]>([]);
  const many = useMoveMany();
  const rows = taken?.rows ?? [];
  const used = [...new Set(rows.map((row) => String(row.pipeline)))];
  const chosen = pipelineId ?? used[0] ?? null;
  const pipeline = pipelines.data?.find((one) => String(one.id) === chosen);
  const close = () => {
    setTaken(null);
    setPipelineId(null);
  };
  const open = () =>
    take()
      .then((found) => (found.rows.length > 0 ? setTaken(found) : setLeft(leftOf(meta, found, [], text))))
      .catch((error: unknown) => notify(t, { color: "red", message: reasonOf(error, t) }));
  const move = (stage: StageView, reasonId: number | null) => {
    const deals = rows.map((row) => ({ id: row.id, version: Number(row.version) }));
    many.mutate(
      { stage_id: stage.id, deals, refusal_reason_id: reasonId },
      {
        onSuccess: (done) => {
          close();
          const named = leftOf(meta, taken ?? NO_ROWS, [], text);
          const stayed = [...done.refused.map((one) => stayedOf(one, rows)), ...named];
          setLeft(stayed);
          if (stayed.length === 0) onDone([]);
          const told = { count: format.number(done.moved), stage: nameIn(text, stage) };
          notify(t, { color: done.moved > 0 ? "teal" : "red", message: t("deals.movedMany", told) });
        },
        onError: (error) => notify(t, { color: "red", message: reasonOf(error, t) }),
      },
    );
  };
  return (
    <>
      <Button size="compact-xs" variant="subtle" onClick={() => void open()}>
        {t("deals.moveMarked")}
      </Button>
      {used.length > 1 && pipelineId === null && <PickPipeline onPick={setPipelineId} onClose={close} ids={used} />}
      {pipeline && (used.length === 1 || pipelineId !== null) && (
        <MoveDialog
          title={t("deals.moveMany", { count: format.number(rows.length) })}
          stages={pipeline.stages}
          isMoving={many.isPending}
          onMove={move}
          onClose={close}
        />
      )}
      {left.length > 0 && (
        <NotDoneDialog
          entity={meta.id}
          left={left}
          title={t("deals.stayed", { count: format.number(left.length) })}
          onClose={() => {
            setLeft([]);
            onDone(left.flatMap(({ id, isGone }) => (isGone ? [] : [id])));
          }}
        />
      )}
    </>
  );
}

const NO_ROWS: Taken = { rows: [], gone: [] };

function stayedOf({ id, message }: DealNotMoved, rows: readonly Row[]): LeftRecord {
  return { id, name: String(rows.find((row) => row.id === id)?.name ?? `№${id}`), reason: message, isGone: false };
}

type PickProps = {
  readonly ids: readonly string[];
  readonly onPick: (id: string) => void;
  readonly onClose: () => void;
};

function PickPipeline({ ids, onPick, onClose }: PickProps) {
  const text = useText();
  const pipelines = usePipelines().data ?? [];
  const data = pipelines.filter((one) => ids.includes(String(one.id)));
  return (
    <Modal opened onClose={onClose} title={text.t("deals.whichPipeline")}>
      <Select
        label={text.t("deals.pipeline")}
        data={data.map((one) => ({ value: String(one.id), label: nameIn(text, one) }))}
        onChange={(id) => id && onPick(id)}
        data-autofocus
      />
    </Modal>
  );
}
