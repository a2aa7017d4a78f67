import { Anchor, Button, Group, Progress, Stack, Text } from "@mantine/core";
import { IconDownload, IconPlayerStop, IconRotate } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { reasonOf } from "@/app/errors";
import { useListMeta } from "@/app/listQueries";
import { notify } from "@/app/notify";
import { hrefTo, navigate, pageOfEntity } from "@/app/router";
import { useText } from "@/app/text";
import { PageHead, Panel } from "@/ui/Panel";
import { Await } from "@/ui/States";
import { dataApi } from "@/wire/dataApi";
import type { ImportView } from "@/wire/messages.gen";
import classes from "./imports.module.css";
import { MappingPart } from "./MappingPart";
import { isAtWork, progressOf, shownCounts } from "./progress";
import { useImport, useImportAction } from "./useImports";

/** One import: its columns, its preview, its progress, its end. */
export function ImportPage({ importId }: { readonly importId: number }) {
  const { t } = useText();
  const found = useImport(importId);
  return (
    <>
      <PageHead title={found.data?.job.file_name || t("imports.title")}>
        <Anchor href={hrefTo({ page: "imports" })} size="sm">
          {t("imports.back")}
        </Anchor>
      </PageHead>
      <Await query={found}>
        {found.data && (found.data.job.state === "ready" ? <Ready view={found.data} /> : <Result view={found.data} />)}
      </Await>
    </>
  );
}

function Ready({ view }: { readonly view: ImportView }) {
  const { t } = useText();
  return (
    <Stack gap="sm" align="stretch">
      <MappingPart key={view.job.id} view={view} />
      <Group>
        <Forget importId={view.job.id} label={t("imports.discard")} question={t("imports.discardAsk")} />
      </Group>
    </Stack>
  );
}

function Result({ view }: { readonly view: ImportView }) {
  const { t, format } = useText();
  const { job, message } = view;
  const { done, total } = progressOf(job.state, job.counts);
  return (
    <Panel title={t(`imports.state.${job.state}`)}>
      <Stack gap="sm" p="sm">
        {isAtWork(job.state) && (
          <>
            <Progress value={total ? (100 * done) / total : 0} aria-label={t("imports.title")} />
            <Text size="sm" role="status">
              {t("imports.progress", { done: format.number(done), total: format.number(total) })}
            </Text>
          </>
        )}
        {message && <Text c="red">{message}</Text>}
        <dl className={classes.figures}>
          {shownCounts(job.counts).map(({ name, count }) => (
            <div key={name}>
              <dt>{t(`imports.count.${name}`)}</dt>
              <dd>{format.number(count)}</dd>
            </div>
          ))}
        </dl>
        <Actions view={view} />
      </Stack>
    </Panel>
  );
}

function Actions({ view }: { readonly view: ImportView }) {
  const { t, format } = useText();
  const { job } = view;
  const cancel = useImportAction(job.id, () => dataApi.cancelImport(job.id));
  const undo = useImportAction(job.id, () => dataApi.undoImport(job.id));
  const isOver = job.state === "done" || job.state === "cancelled";
  const list = useListMeta(job.entity);
  const whole: Readonly<Record<string, string>> = list?.tabs.some((tab) => tab.id === "all") ? { tab: "all" } : {};
  return (
    <Group gap="sm">
      {job.state === "running" && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlayerStop size={15} />}
          onClick={() => cancel.mutate(null)}
        >
          {t("imports.cancel")}
        </Button>
      )}
      {job.counts.failed > 0 && !isAtWork(job.state) && (
        <Button
          component="a"
          href={dataApi.badRowsUrl(job.id)}
          download
          size="xs"
          variant="default"
          leftSection={<IconDownload size={15} />}
        >
          {t("imports.badRows", { count: format.number(job.counts.failed) })}
        </Button>
      )}
      {isOver && list && (
        <Button component="a" href={hrefTo({ page: pageOfEntity(list.id), params: whole })} size="xs" variant="default">
          {t("imports.openList")}
        </Button>
      )}
      {isOver && (
        <Asked
          label={t("imports.undo")}
          question={t("imports.undoAsk")}
          icon={<IconRotate size={15} />}
          onYes={() => undo.mutate(null)}
        />
      )}
      {!isAtWork(job.state) && (
        <Forget importId={job.id} label={t("imports.forget")} question={t("imports.forgetAsk")} />
      )}
    </Group>
  );
}

type ForgetProps = { readonly importId: number; readonly label: string; readonly question: string };

function Forget({ importId, label, question }: ForgetProps) {
  const { t } = useText();
  const queries = useQueryClient();
  const forget = useMutation({
    mutationFn: () => dataApi.forgetImport(importId),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ["imports", "list"] });
      navigate({ page: "imports" });
    },
    onError: (error) => notify(t, { color: "red", message: reasonOf(error, t) }),
  });
  return <Asked label={label} question={question} onYes={() => forget.mutate()} />;
}

type AskedProps = {
  readonly label: string;
  readonly question: string;
  readonly icon?: React.ReactNode;
  readonly onYes: () => void;
};

/** A button that asks once more, where it stands. */
function Asked({ label, question, icon, onYes }: AskedProps) {
  const { t } = useText();
  const [isAsking, setAsking] = useState(false);
  if (!isAsking) {
    return (
      <Button size="xs" variant="default" leftSection={icon} onClick={() => setAsking(true)}>
        {label}
      </Button>
    );
  }
  return (
    <Group gap="xs" role="group" aria-label={label}>
      <Text size="sm">{question}</Text>
      <Button size="xs" color="red" onClick={onYes}>
        {t("imports.yes")}
      </Button>
      <Button size="xs" variant="default" autoFocus onClick={() => setAsking(false)}>
        {t("imports.no")}
      </Button>
    </Group>
  );
}
