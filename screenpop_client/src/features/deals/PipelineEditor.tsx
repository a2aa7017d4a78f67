import { Alert, Button, Checkbox, Group, MultiSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { nameIn, usePipelineChanges } from "@/app/dealQueries";
import { reasonOf } from "@/app/errors";
import { notify } from "@/app/notify";
import { useDictionaries } from "@/app/queries";
import { useSession } from "@/app/session";
import { useText } from "@/app/text";
import { isSame, pick } from "@/model/draftEntry";
import { draftsOf, editsOf, isChanged, makesRevision } from "@/model/stageDrafts";
import { Panel } from "@/ui/Panel";
import { HeldPage } from "@/ui/record/HeldPage";
import { ApiError } from "@/wire/http";
import type { PipelineView } from "@/wire/messages.gen";
import { BringOverDialog } from "./BringOverDialog";
import classes from "./deals.module.css";
import { StageEditor } from "./StageEditor";

/** One pipeline: its name, its topics (R107), its stages, and the deals that older stages still hold (rule 1). */
export function PipelineEditor({ pipeline }: { readonly pipeline: PipelineView }) {
  const text = useText();
  const { t, format } = text;
  const { me } = useSession();
  const topics = useDictionaries().data?.topics ?? [];
  const { save } = usePipelineChanges();
  const [name, setName] = useState(pipeline.name);
  const [nameEn, setNameEn] = useState(pipeline.name_en);
  const [passes, setPasses] = useState(pipeline.auto_advance);
  const [topicIds, setTopicIds] = useState<readonly number[]>(pipeline.topic_ids);
  const [stages, setStages] = useState(() => editsOf(pipeline.stages));
  const [isBringing, setBringing] = useState(false);
  const isManager = me.operator.role === "manager" || me.operator.role === "admin";
  const behind = pipeline.behind.reduce((sum, stage) => sum + stage.deals, 0);
  const errors = save.error instanceof ApiError ? save.error.info.fields : {};
  const stagesChanged = isChanged(pipeline.stages, stages);
  const isNewRevision = pipeline.deals + behind > 0 && makesRevision(pipeline.stages, stages);
  const values = { name, name_en: nameEn, auto_advance: passes };
  const newTopicIds = topicIds.filter((id) => !pipeline.topic_ids.includes(id));
  const isEdited = stagesChanged || newTopicIds.length > 0 || !isSame(values, pick(pipeline, Object.keys(values)));
  const submit = async (): Promise<boolean> => {
    try {
      await save.mutateAsync({ pipeline, values, newTopicIds, stages: stagesChanged ? draftsOf(stages) : null });
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
        <Group align="flex-start" mb="sm">
          <TextInput
            label={t("pipelines.name")}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={errors.name?.message}
          />
          <TextInput
            label={t("pipelines.nameEn")}
            value={nameEn}
            onChange={(event) => setNameEn(event.currentTarget.value)}
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
            value={topicIds.map(String)}
            onChange={(ids) => setTopicIds([...new Set([...pipeline.topic_ids, ...ids.map(Number)])])}
          />
        </Group>
        <Checkbox
          mb="sm"
          label={t("pipelines.autoAdvance")}
          checked={passes}
          onChange={(event) => setPasses(event.currentTarget.checked)}
        />
        <StageEditor stages={stages} errors={errors} onStages={setStages} />
        {isNewRevision && (
          <Alert variant="light" color="yellow" p="xs" mt="sm">
            {t("pipelines.makesRevision", { count: format.number(pipeline.deals) })}
          </Alert>
        )}
        {save.error && <p className={classes.late}>{reasonOf(save.error, t)}</p>}
        {isManager && (
          <Group justify="flex-end" mt="sm">
            <Button type="submit" loading={save.isPending}>
              {t("deals.save")}
            </Button>
          </Group>
        )}
      </form>
      <HeldPage isHeld={isEdited} save={submit} />
      {isBringing && <BringOverDialog pipeline={pipeline} onClose={() => setBringing(false)} />}
    </Panel>
  );
}
