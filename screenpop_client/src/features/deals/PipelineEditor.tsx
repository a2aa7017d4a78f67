import { Alert, Button, Checkbox, Group, MultiSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { nameIn, usePipelineChanges } from "@/app/dealQueries";
import { isChangedMeanwhile, reasonOf } from "@/app/errors";
import { notify } from "@/app/notify";
import { useDictionaries } from "@/app/queries";
import { useSession } from "@/app/session";
import { useText } from "@/app/text";
import { type HeldEditTools, useHeldEdit } from "@/app/useHeldEdit";
import { draftsOf, editsOf, makesRevision, type StageEdit, stagesAlike, stagesOver } from "@/model/stageDrafts";
import { Panel } from "@/ui/Panel";
import { HeldPage } from "@/ui/record/HeldPage";
import { Items, MeanwhilePanel, shownSides } from "@/ui/record/MeanwhilePanel";
import { ApiError } from "@/wire/http";
import type { PipelineView } from "@/wire/messages.gen";
import { BringOverDialog } from "./BringOverDialog";
import classes from "./deals.module.css";
import { StageEditor } from "./StageEditor";

type Edited = {
  readonly name: string;
  readonly name_en: string;
  readonly auto_advance: boolean;
  readonly stages: readonly StageEdit[];
};

function editedOf({ name, name_en, auto_advance, stages }: PipelineView): Edited {
  return { name, name_en, auto_advance, stages: editsOf(stages) };
}

/** One pipeline: its name, its topics (R107), its stages, and the deals that older stages still hold (rule 1). */
export function PipelineEditor({ pipeline }: { readonly pipeline: PipelineView }) {
  const text = useText();
  const { t, format } = text;
  const { me } = useSession();
  const topics = useDictionaries().data?.topics ?? [];
  const { save } = usePipelineChanges();
  const read = { version: pipeline.version, values: editedOf(pipeline) };
  const edit = useHeldEdit<Edited>(read, save.isPending, stagesAlike);
  const { stages, ...values } = edit.values;
  const [addedTopics, setAddedTopics] = useState<readonly number[]>([]);
  const [isBringing, setBringing] = useState(false);
  const isManager = me.operator.role === "manager" || me.operator.role === "admin";
  const behind = pipeline.behind.reduce((sum, stage) => sum + stage.deals, 0);
  const errors = save.error instanceof ApiError ? save.error.info.fields : {};
  const isNewRevision = pipeline.deals + behind > 0 && makesRevision(edit.base.stages, stages);
  const newTopicIds = addedTopics.filter((id) => !pipeline.topic_ids.includes(id));
  const submit = async (): Promise<boolean> => {
    if (!edit.isAgreed) return false;
    const changed = edit.changes.stages ? draftsOf(stagesOver(stages, edit.base.stages)) : null;
    try {
      await save.mutateAsync({ id: pipeline.id, version: edit.version, values, newTopicIds, stages: changed });
      edit.keep(edit.values);
      setAddedTopics([]);
    } catch {
      return false; // said below the stages
    }
    notify(t, { color: "teal", message: t("record.saved"), seconds: 3 });
    return true;
  };
  return (
    <Panel title={t("pipelines.revision", { name: nameIn(text, pipeline), revision: pipeline.revision })}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        {behind > 0 && (
          <Alert variant="light" p="xs" mb="sm">
            {t("pipelines.behind", { count: format.number(behind) })}
            {isManager && (
              <Button size="compact-xs" ml="sm" onClick={() => setBringing(true)}>
                {t("pipelines.bringOver")}
              </Button>
            )}
          </Alert>
        )}
        <Met id={pipeline.id} edit={edit} />
        <Group align="flex-start" mb="sm">
          <TextInput
            label={t("pipelines.name")}
            value={values.name}
            onChange={(event) => edit.change({ name: event.currentTarget.value })}
            error={errors.name?.message}
          />
          <TextInput
            label={t("pipelines.nameEn")}
            value={values.name_en}
            onChange={(event) => edit.change({ name_en: event.currentTarget.value })}
          />
          <MultiSelect
            label={t("pipelines.topics")}
            description={t("pipelines.topicsHint")}
            inputWrapperOrder={["label", "input", "description", "error"]}
            w={320}
            data={topics.map((topic) => ({
              value: String(topic.id),
              label: nameIn(text, topic),
              disabled: pipeline.topic_ids.includes(topic.id),
            }))}
            value={[...pipeline.topic_ids, ...newTopicIds].map(String)}
            onChange={(ids) => setAddedTopics(ids.map(Number).filter((id) => !pipeline.topic_ids.includes(id)))}
          />
        </Group>
        <Checkbox
          mb="sm"
          label={t("pipelines.autoAdvance")}
          checked={values.auto_advance}
          onChange={(event) => edit.change({ auto_advance: event.currentTarget.checked })}
        />
        <StageEditor stages={stages} errors={errors} onStages={(next) => edit.change({ stages: next })} />
        {isNewRevision && (
          <Alert variant="light" color="yellow" p="xs" mt="sm">
            {t("pipelines.makesRevision", { count: format.number(pipeline.deals) })}
          </Alert>
        )}
        {save.error && !(edit.meanwhile.length > 0 && isChangedMeanwhile(save.error)) && (
          <p className={classes.late}>{reasonOf(save.error, t)}</p>
        )}
        {isManager && (
          <Group justify="flex-end" mt="sm">
            <Button type="submit" loading={save.isPending} disabled={!edit.isAgreed}>
              {t("deals.save")}
            </Button>
          </Group>
        )}
      </form>
      <HeldPage isHeld={edit.isEdited || newTopicIds.length > 0} save={submit} />
      {isBringing && <BringOverDialog pipeline={pipeline} onClose={() => setBringing(false)} />}
    </Panel>
  );
}

type MetProps = { readonly id: number; readonly edit: HeldEditTools<Edited> };

const LABELS = {
  name: "pipelines.name",
  name_en: "pipelines.nameEn",
  auto_advance: "pipelines.autoAdvance",
  stages: "pipelines.stages",
} as const;

/** What a colleague saved of the pipeline meanwhile. */
function Met({ id, edit }: MetProps) {
  const { t } = useText();
  const cell = (value: Edited[keyof Edited], other: Edited[keyof Edited]) => {
    if (typeof value === "boolean") return t(value ? "list.yes" : "list.no");
    if (typeof value === "string") return value || t("common.none");
    return <Items items={said(value)} others={said(other as Edited["stages"])} />;
  };
  const said = (stages: Edited["stages"]) =>
    stages.map(({ name, kind, probability }) => `${name} (${t(`pipelines.kind.${kind}`)}, ${probability} %)`);
  const lines = edit.meanwhile.map((line) => ({
    ...line,
    label: t(LABELS[line.field]),
    ...shownSides(line, cell),
  }));
  return <MeanwhilePanel entity="pipeline" id={id} version={edit.version} lines={lines} onSettle={edit.settle} />;
}
