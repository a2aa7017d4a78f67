import { Button, Group, Modal, Select, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { nameIn, usePipelineChanges } from "@/app/dealQueries";
import { reasonOf } from "@/app/errors";
import { notify } from "@/app/notify";
import { useText } from "@/app/text";
import type { PipelineView } from "@/wire/messages.gen";
import classes from "./deals.module.css";

type BringOverDialogProps = { readonly pipeline: PipelineView; readonly onClose: () => void };

/** Rule 1 of the model: where the deals of each older stage go, seen with their number before anything moves. */
export function BringOverDialog({ pipeline, onClose }: BringOverDialogProps) {
  const text = useText();
  const { t, format } = text;
  const { bring } = usePipelineChanges();
  const [mapping, setMapping] = useState<ReadonlyMap<number, number>>(
    () => new Map(pipeline.behind.flatMap((stage) => (stage.to_id === null ? [] : [[stage.id, stage.to_id] as const]))),
  );
  const isReady = pipeline.behind.every((stage) => mapping.has(stage.id));
  const submit = () =>
    bring.mutate(
      { pipelineId: pipeline.id, mapping: [...mapping].map(([from_id, to_id]) => ({ from_id, to_id })) },
      {
        onSuccess: (done) => {
          notify(t, { color: "teal", message: t("pipelines.brought", { count: format.number(done.deals) }) });
          onClose();
        },
      },
    );
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t("pipelines.bringOver")}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) submit();
        }}
      >
        <Stack gap="xs">
          <Text size="sm">{t("pipelines.bringHint")}</Text>
          {pipeline.behind.map((stage) => (
            <Select
              key={stage.id}
              label={t("pipelines.fromStage", {
                stage: nameIn(text, stage),
                revision: stage.revision,
                count: format.number(stage.deals),
              })}
              placeholder={t("pipelines.chooseStage")}
              data={pipeline.stages
                .filter((one) => one.kind === stage.kind)
                .map((one) => ({ value: String(one.id), label: nameIn(text, one) }))}
              value={mapping.has(stage.id) ? String(mapping.get(stage.id)) : null}
              onChange={(id) => id && setMapping((before) => new Map(before).set(stage.id, Number(id)))}
            />
          ))}
          {bring.error && <p className={classes.late}>{reasonOf(bring.error, t)}</p>}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button type="submit" disabled={!isReady} loading={bring.isPending}>
              {t("pipelines.bringOver")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
