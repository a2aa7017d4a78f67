import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { nameIn, usePipelines } from "@/app/dealQueries";
import { hrefTo, type Route } from "@/app/router";
import { useText } from "@/app/text";
import { PageHead, Panel } from "@/ui/Panel";
import { Await, Empty } from "@/ui/States";
import classes from "./deals.module.css";
import { NewPipeline } from "./NewPipeline";
import { PipelineEditor } from "./PipelineEditor";

/** R107, R137: the pipelines and their stages, edited by a manager. */
export function PipelinesPage({ route }: { route: Route }) {
  const text = useText();
  const { t } = text;
  const pipelines = usePipelines();
  const all = pipelines.data ?? [];
  const isNew = route.key === "new";
  const open = all.find((one) => one.id === route.id) ?? (isNew ? undefined : all[0]);
  return (
    <>
      <PageHead title={t("pipelines.title")}>
        <Button
          component="a"
          size="xs"
          variant="default"
          href={hrefTo({ page: "pipelines", id: "new" })}
          leftSection={<IconPlus size={14} aria-hidden="true" />}
        >
          {t("pipelines.new")}
        </Button>
      </PageHead>
      <Await query={pipelines}>
        <div className={classes.pipelines}>
          <Panel title={t("pipelines.all")}>
            <ul className={classes.pipelineList}>
              {all.map((one) => (
                <li key={one.id}>
                  <a
                    href={hrefTo({ page: "pipelines", id: one.id })}
                    aria-current={one === open && !isNew ? "page" : undefined}
                  >
                    {nameIn(text, one)}
                  </a>
                </li>
              ))}
            </ul>
          </Panel>
          {isNew && <NewPipeline />}
          {!isNew && open && <PipelineEditor key={open.id} pipeline={open} />}
          {!isNew && !open && <Empty title={t("pipelines.none")} />}
        </div>
      </Await>
    </>
  );
}
