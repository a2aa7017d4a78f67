import { Alert, Button, Modal, Select, Stack } from "@mantine/core";
import { useState } from "react";
import { nameIn, useMoveMany, usePipelines } from "@/app/dealQueries";
import { reasonOf } from "@/app/errors";
import type { ListActionProps } from "@/app/listActions";
import { notify } from "@/app/notify";
import { useText } from "@/app/text";
import type { DealNotMoved, StageView } from "@/wire/messages.gen";
import { MoveDialog } from "./MoveDialog";

/** Move the marked deals to a stage; those that stay are named with the reason. */
export function MoveMarked({ rows, onDone }: ListActionProps) {
  const text = useText();
  const { t, format } = text;
  const pipelines = usePipelines();
  const [isOpen, setOpen] = useState(false);
  const [pipelineId, setPipelineId] = useState<string | null>(null);
  const [refused, setRefused] = useState<readonly DealNotMoved[]>([]);
  const many = useMoveMany();
  const used = [...new Set(rows.map((row) => String(row.pipeline)))];
  const chosen = pipelineId ?? used[0] ?? null;
  const pipeline = pipelines.data?.find((one) => String(one.id) === chosen);
  const move = (stage: StageView, reasonId: number | null) => {
    const deals = rows.map((row) => ({ id: row.id, version: Number(row.version) }));
    many.mutate(
      { stage_id: stage.id, deals, refusal_reason_id: reasonId },
      {
        onSuccess: (done) => {
          setOpen(false);
          setRefused(done.refused);
          if (done.refused.length === 0) onDone();
          const told = { count: format.number(done.moved), stage: nameIn(text, stage) };
          notify(t, { color: done.moved > 0 ? "teal" : "red", message: t("deals.movedMany", told) });
        },
        onError: (error) => notify(t, { color: "red", message: reasonOf(error, t) }),
      },
    );
  };
  return (
    <>
      <Button size="compact-xs" variant="subtle" onClick={() => setOpen(true)}>
        {t("deals.moveMarked")}
      </Button>
      {isOpen && used.length > 1 && pipelineId === null && (
        <PickPipeline onPick={setPipelineId} onClose={() => setOpen(false)} ids={used} />
      )}
      {isOpen && pipeline && (used.length === 1 || pipelineId !== null) && (
        <MoveDialog
          title={t("deals.moveMany", { count: format.number(rows.length) })}
          stages={pipeline.stages}
          isMoving={many.isPending}
          onMove={move}
          onClose={() => setOpen(false)}
        />
      )}
      {refused.length > 0 && (
        <Refused
          refused={refused}
          names={new Map(rows.map((row) => [row.id, String(row.name)]))}
          onClose={() => setRefused([])}
        />
      )}
    </>
  );
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

type RefusedProps = {
  readonly refused: readonly DealNotMoved[];
  readonly names: ReadonlyMap<number, string>;
  readonly onClose: () => void;
};

function Refused({ refused, names, onClose }: RefusedProps) {
  const { t, format } = useText();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("deals.stayed", { count: format.number(refused.length) })}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <Stack gap={6}>
        {refused.map((one) => (
          <Alert key={one.id} color="red" variant="light" p="xs" title={names.get(one.id) ?? `№${one.id}`}>
            {one.message}
          </Alert>
        ))}
      </Stack>
    </Modal>
  );
}
