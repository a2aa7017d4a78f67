import { Button, Group, Modal, Radio, ScrollArea, Select, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { nameIn, useLossReasons } from "@/app/dealQueries";
import { useText } from "@/app/text";
import { Await } from "@/ui/States";
import type { StageView } from "@/wire/messages.gen";

type MoveDialogProps = {
  readonly title: string;
  /** To which of these; one is not asked for. */
  readonly stages: readonly StageView[];
  readonly isMoving?: boolean;
  readonly onMove: (stage: StageView, reasonId: number | null) => void;
  readonly onClose: () => void;
};

/** Where a deal goes and, when it is lost, why: every way to lose one asks here (R124). */
export function MoveDialog({ title, stages, isMoving = false, onMove, onClose }: MoveDialogProps) {
  const text = useText();
  const { t } = text;
  const [only] = stages;
  const isChosen = stages.length === 1;
  const [stageId, setStageId] = useState(isChosen && only ? String(only.id) : "");
  const [reasonId, setReasonId] = useState<string | null>(null);
  const stage = stages.find((one) => String(one.id) === stageId);
  const isReady = stage !== undefined && (stage.kind !== "lost" || reasonId !== null);
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ "aria-label": t("common.close") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (stage && isReady) onMove(stage, stage.kind === "lost" ? Number(reasonId) : null);
        }}
      >
        <Stack gap="sm">
          {!isChosen && (
            <Radio.Group label={t("deals.toStage")} value={stageId} onChange={setStageId}>
              <ScrollArea.Autosize mah={320}>
                <Stack gap={6} py={6}>
                  {stages.map((one, place) => (
                    <Radio key={one.id} value={String(one.id)} label={nameIn(text, one)} data-autofocus={place === 0} />
                  ))}
                </Stack>
              </ScrollArea.Autosize>
            </Radio.Group>
          )}
          {stage?.kind === "lost" && <Reason value={reasonId} onChange={setReasonId} isFirst={isChosen} />}
          {stage && stage.kind !== "lost" && stage.required_method !== "" && isChosen && (
            <Text size="sm">
              {t("deals.needsMethod", { method: stage.required_method, stage: nameIn(text, stage) })}
            </Text>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button type="submit" disabled={!isReady} loading={isMoving}>
              {t("deals.move")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

type ReasonProps = {
  readonly value: string | null;
  readonly onChange: (id: string | null) => void;
  readonly isFirst: boolean;
};

function Reason({ value, onChange, isFirst }: ReasonProps) {
  const text = useText();
  const reasons = useLossReasons();
  const options = (reasons.data ?? []).map((row) => ({
    value: String(row.id),
    label: nameIn(text, { name: String(row.name), name_en: String(row.name_en ?? "") }),
  }));
  return (
    <Await query={reasons}>
      <Select
        label={text.t("deals.reason")}
        placeholder={text.t("deals.reasonHint")}
        data={options}
        value={value}
        onChange={onChange}
        searchable
        withAsterisk
        data-autofocus={isFirst}
        nothingFoundMessage={text.t("deals.noReasons")}
      />
    </Await>
  );
}
