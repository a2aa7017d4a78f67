import { Button, Group, TextInput } from "@mantine/core";
import { useState } from "react";
import { usePipelineChanges } from "@/app/dealQueries";
import { reasonOf } from "@/app/errors";
import { navigate } from "@/app/router";
import { useText } from "@/app/text";
import { draftsOf, firstStages } from "@/model/stageDrafts";
import { Panel } from "@/ui/Panel";
import { ApiError } from "@/wire/http";
import classes from "./deals.module.css";
import { StageEditor } from "./StageEditor";

/** A pipeline from nothing: with the fewest stages that make one. */
export function NewPipeline() {
  const { t } = useText();
  const { add } = usePipelineChanges();
  const [name, setName] = useState("");
  const [stages, setStages] = useState(() =>
    firstStages([t("pipelines.first"), t("pipelines.firstWon"), t("pipelines.firstLost")]),
  );
  const errors = add.error instanceof ApiError ? add.error.info.fields : {};
  const submit = () =>
    add.mutate(
      { name, stages: draftsOf(stages) },
      { onSuccess: (made) => navigate({ page: "pipelines", id: made.id }) },
    );
  return (
    <Panel title={t("pipelines.new")}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <TextInput
          label={t("pipelines.name")}
          value={name}
          mb="sm"
          w={320}
          onChange={(event) => setName(event.currentTarget.value)}
          error={errors.name?.message}
        />
        <StageEditor stages={stages} errors={errors} onStages={setStages} />
        {add.error && <p className={classes.late}>{reasonOf(add.error, t)}</p>}
        <Group justify="flex-end" mt="sm">
          <Button type="submit" loading={add.isPending}>
            {t("deals.save")}
          </Button>
        </Group>
      </form>
    </Panel>
  );
}
