import { ActionIcon, Button, NumberInput, Select, TextInput } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from "@tabler/icons-react";
import { nameIn } from "@/app/dealQueries";
import { useDictionaries } from "@/app/queries";
import { useText } from "@/app/text";
import { changedStage, mayShift, type StageEdit, shiftedStage, withoutStage, withStage } from "@/model/stageDrafts";
import { randomId } from "@/wire/ids";
import type { FieldError, StageKind } from "@/wire/messages.gen";
import classes from "./deals.module.css";

type StageEditorProps = {
  readonly stages: readonly StageEdit[];
  readonly errors: Readonly<Record<string, FieldError>>;
  readonly onStages: (stages: readonly StageEdit[]) => void;
};

const KINDS: readonly StageKind[] = ["open", "won", "lost"];

/** The stages of a pipeline in their order: names, what a deal on them is, what passes them, when it rots. */
export function StageEditor({ stages, errors, onStages }: StageEditorProps) {
  const { t } = useText();
  return (
    <>
      <table className={classes.stages} aria-label={t("pipelines.stages")}>
        <thead>
          <tr>
            <th>{t("pipelines.name")}</th>
            <th>{t("pipelines.nameEn")}</th>
            <th>{t("pipelines.kind")}</th>
            <th>{t("pipelines.probability")}</th>
            <th>{t("pipelines.method")}</th>
            <th>{t("pipelines.rotDays")}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {stages.map((stage, place) => (
            <StageRow key={stage.key} {...{ stage, place, stages, errors, onStages }} />
          ))}
        </tbody>
      </table>
      {errors.stages && <p className={classes.late}>{errors.stages.message}</p>}
      <Button
        size="compact-sm"
        variant="subtle"
        mt={6}
        leftSection={<IconPlus size={14} aria-hidden="true" />}
        onClick={() => onStages(withStage(stages, randomId()))}
      >
        {t("pipelines.addStage")}
      </Button>
    </>
  );
}

type StageRowProps = StageEditorProps & { readonly stage: StageEdit; readonly place: number };

function StageRow({ stage, place, stages, errors, onStages }: StageRowProps) {
  const text = useText();
  const { t } = text;
  const methods = useDictionaries().data?.methods ?? [];
  const change = (changes: Partial<StageEdit>) => onStages(changedStage(stages, stage.key, changes));
  const wrong = (field: string) => errors[`stages.${place}.${field}`]?.message;
  const label = (key: Parameters<typeof t>[0]) => `${t(key)}: ${stage.name || place + 1}`;
  return (
    <tr>
      <td>
        <TextInput
          size="xs"
          aria-label={label("pipelines.name")}
          value={stage.name}
          maxLength={200}
          error={wrong("name")}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
      </td>
      <td>
        <TextInput
          size="xs"
          aria-label={label("pipelines.nameEn")}
          value={stage.name_en}
          maxLength={200}
          onChange={(event) => change({ name_en: event.currentTarget.value })}
        />
      </td>
      <td>
        <Select
          size="xs"
          w={120}
          aria-label={label("pipelines.kind")}
          data={KINDS.map((kind) => ({ value: kind, label: t(`pipelines.kind.${kind}`) }))}
          value={stage.kind}
          allowDeselect={false}
          onChange={(kind) => change({ kind: kind as StageKind })}
        />
      </td>
      <td>
        <NumberInput
          size="xs"
          w={76}
          aria-label={label("pipelines.probability")}
          min={0}
          max={100}
          allowDecimal={false}
          value={stage.probability}
          error={wrong("probability")}
          onChange={(value) => change({ probability: Number(value) || 0 })}
        />
      </td>
      <td>
        <Select
          size="xs"
          w={176}
          aria-label={label("pipelines.method")}
          placeholder={t("common.none")}
          data={methods.map((method) => ({ value: String(method.id), label: nameIn(text, method) }))}
          value={stage.required_method_id === null ? null : String(stage.required_method_id)}
          clearable
          onChange={(id) => change({ required_method_id: id === null ? null : Number(id) })}
        />
      </td>
      <td>
        <NumberInput
          size="xs"
          w={76}
          aria-label={label("pipelines.rotDays")}
          min={1}
          max={3650}
          allowDecimal={false}
          placeholder={t("common.none")}
          value={stage.rot_days ?? ""}
          error={wrong("rot_days")}
          onChange={(value) => change({ rot_days: value === "" ? null : Number(value) })}
        />
      </td>
      <td style={{ whiteSpace: "nowrap" }}>
        {([-1, 1] as const).map((by) => (
          <ActionIcon
            key={by}
            variant="subtle"
            size="sm"
            aria-label={label(by === -1 ? "pipelines.up" : "pipelines.down")}
            disabled={!mayShift(stages, stage.key, by)}
            onClick={() => onStages(shiftedStage(stages, stage.key, by))}
          >
            {by === -1 ? <IconArrowUp size={15} /> : <IconArrowDown size={15} />}
          </ActionIcon>
        ))}
        <ActionIcon
          variant="subtle"
          color="red"
          size="sm"
          aria-label={label("pipelines.removeStage")}
          onClick={() => onStages(withoutStage(stages, stage.key))}
        >
          <IconTrash size={15} />
        </ActionIcon>
      </td>
    </tr>
  );
}
