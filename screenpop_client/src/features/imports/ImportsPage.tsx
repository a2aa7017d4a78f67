import { Button, FileButton, Group, Select, Stack, Text } from "@mantine/core";
import { IconUpload } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { reasonOf } from "@/app/errors";
import { hrefTo, navigate } from "@/app/router";
import { useText } from "@/app/text";
import { said } from "@/ui/list/cells";
import { PageHead, Panel } from "@/ui/Panel";
import { Await, Empty } from "@/ui/States";
import { dataApi } from "@/wire/dataApi";
import type { ImportJob, ImportKind } from "@/wire/messages.gen";
import classes from "./imports.module.css";
import { useImports } from "./useImports";

/** A file to be imported, and what was imported before. */
export function ImportsPage() {
  const { t } = useText();
  const imports = useImports();
  const jobs = imports.data?.jobs ?? [];
  return (
    <>
      <PageHead title={t("imports.title")} />
      <Await query={imports}>
        <Upload kinds={imports.data?.kinds ?? []} />
        <Panel title={t("imports.earlier")}>
          {jobs.length === 0 ? (
            <Empty title={t("imports.none")} hint={t("imports.noneHint")} />
          ) : (
            <Jobs jobs={jobs} kinds={imports.data?.kinds ?? []} />
          )}
        </Panel>
      </Await>
    </>
  );
}

function Upload({ kinds }: { readonly kinds: readonly ImportKind[] }) {
  const text = useText();
  const { t } = text;
  const queries = useQueryClient();
  const [entity, setEntity] = useState("person");
  const upload = useMutation({
    mutationFn: (file: File) => dataApi.uploadImport(entity, file),
    onSuccess: (view) => {
      void queries.invalidateQueries({ queryKey: ["imports", "list"] });
      navigate({ page: "imports", id: view.job.id });
    },
  });
  return (
    <Stack gap="xs" mb="md">
      <Group align="flex-end" gap="sm">
        <Select
          label={t("imports.kind")}
          size="xs"
          allowDeselect={false}
          value={entity}
          onChange={(value) => value && setEntity(value)}
          data={kinds.map((kind) => ({ value: kind.id, label: said(kind.label, text) }))}
        />
        <FileButton onChange={(file) => file && upload.mutate(file)} accept=".csv,.txt,.tsv,.xlsx,.vcf">
          {(props) => (
            <Button {...props} size="xs" leftSection={<IconUpload size={15} />} loading={upload.isPending}>
              {t("imports.choose")}
            </Button>
          )}
        </FileButton>
      </Group>
      <Text size="xs" c="dimmed">
        {t("imports.hint")}
      </Text>
      <div role="status">{upload.isPending && <Text size="sm">{t("imports.reading")}</Text>}</div>
      {upload.error && (
        <Text size="sm" c="red" role="alert">
          {reasonOf(upload.error, t)}
        </Text>
      )}
    </Stack>
  );
}

type JobsProps = { readonly jobs: readonly ImportJob[]; readonly kinds: readonly ImportKind[] };

function Jobs({ jobs, kinds }: JobsProps) {
  const text = useText();
  const { t, format } = text;
  const kindOf = (id: string) => kinds.find((kind) => kind.id === id);
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          {(["file", "kind", "at", "who", "state", "rows"] as const).map((name) => (
            <th key={name} scope="col">
              {t(`imports.${name}`)}
            </th>
          ))}
          <th scope="col">{t("imports.count.failed")}</th>
        </tr>
      </thead>
      <tbody>
        {jobs.map((job) => {
          const kind = kindOf(job.entity);
          return (
            <tr key={job.id}>
              <td className={classes.cell}>
                <a href={hrefTo({ page: "imports", id: job.id })}>{job.file_name || `№ ${job.id}`}</a>
              </td>
              <td>{kind ? said(kind.label, text) : job.entity}</td>
              <td>{format.dateTime(job.created_at)}</td>
              <td>{job.operator}</td>
              <td>{t(`imports.state.${job.state}`)}</td>
              <td>{format.number(job.counts.rows)}</td>
              <td>{format.number(job.counts.failed)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
