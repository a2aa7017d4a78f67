import { Button, Group, Select, Stack, Text } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { reasonOf } from "@/app/errors";
import { useText } from "@/app/text";
import { said } from "@/ui/list/cells";
import { Panel } from "@/ui/Panel";
import { Loading } from "@/ui/States";
import { dataApi } from "@/wire/dataApi";
import { ApiError } from "@/wire/http";
import type { ImportPlanWrite, ImportView, OnMatch, PreviewRow } from "@/wire/messages.gen";
import classes from "./imports.module.css";
import { remapped } from "./progress";
import { useImportAction } from "./useImports";

const ON_MATCH: readonly OnMatch[] = ["skip", "fill", "create"];

/** Where each column goes, what the first rows become, and the button that begins. */
export function MappingPart({ view }: { readonly view: ImportView }) {
  const { t, format } = useText();
  const { job } = view;
  const [mapping, setMapping] = useState<readonly string[]>(job.plan.mapping);
  const [onMatch, setOnMatch] = useState<OnMatch>(job.plan.on_match);
  const plan: ImportPlanWrite = { mapping, on_match: onMatch };
  const preview = useQuery({
    queryKey: ["imports", "preview", job.id, plan],
    queryFn: () => dataApi.previewImport(job.id, plan),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const start = useImportAction(job.id, (wanted: ImportPlanWrite) => dataApi.startImport(job.id, wanted));
  const wrong = preview.error instanceof ApiError ? preview.error.info.fields.mapping?.message : undefined;
  return (
    <Stack gap="md">
      <Group align="flex-end" gap="sm">
        <Select
          label={t("imports.onMatch")}
          description={t("imports.onMatchHint")}
          size="xs"
          w={420}
          allowDeselect={false}
          value={onMatch}
          onChange={(value) => value && setOnMatch(value as OnMatch)}
          data={ON_MATCH.map((value) => ({ value, label: t(`imports.onMatch.${value}`) }))}
        />
        <Button
          size="xs"
          disabled={preview.error !== null || preview.isPending}
          loading={start.isPending}
          onClick={() => start.mutate(plan)}
        >
          {t("imports.start", { count: format.number(job.counts.rows) })}
        </Button>
      </Group>
      {preview.error && (
        <Text size="sm" c="red" role="alert">
          {wrong ?? reasonOf(preview.error, t)}
        </Text>
      )}
      <Panel title={t("imports.preview")}>
        <Preview view={view} mapping={mapping} onMapping={setMapping} rows={preview.data?.rows ?? []} />
        {preview.isPending && <Loading />}
      </Panel>
    </Stack>
  );
}

type PreviewProps = {
  readonly view: ImportView;
  readonly mapping: readonly string[];
  readonly onMapping: (mapping: readonly string[]) => void;
  readonly rows: readonly PreviewRow[];
};

function Preview({ view, mapping, onMapping, rows }: PreviewProps) {
  const text = useText();
  const { t } = text;
  const many = useMemo(
    () => new Set(view.targets.filter((target) => target.is_many).map((target) => target.id)),
    [view.targets],
  );
  const choices = [
    { value: "", label: t("imports.ignore") },
    ...view.targets.map((target) => ({
      value: target.id,
      label: `${said(target.label, text)}${target.is_required ? " *" : ""}`,
    })),
  ];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for inputs
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard (axe)
    <div className={classes.scroll} role="group" aria-label={t("imports.preview")} tabIndex={0}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t("imports.line")}</th>
            <th scope="col">{t("imports.fate")}</th>
            {view.job.columns.map((column, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns of a file have no other name
              <th key={place} scope="col">
                <Text size="xs" c="dimmed" truncate maw={180}>
                  {column}
                </Text>
                <Select
                  size="xs"
                  miw={150}
                  searchable
                  allowDeselect={false}
                  aria-label={t("imports.target", { column })}
                  value={mapping[place] ?? ""}
                  onChange={(target) => target !== null && onMapping(remapped(mapping, place, target, many))}
                  data={choices}
                />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.line}>
              <td>{row.line}</td>
              <td className={classes.cell}>
                <Fate row={row} />
              </td>
              {view.job.columns.map((_, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                <td key={place} className={classes.cell}>
                  {row.cells[place] ?? ""}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Fate({ row }: { readonly row: PreviewRow }) {
  const { t } = useText();
  return (
    <>
      <Text size="sm" c={row.state === "failed" ? "red" : undefined}>
        {t(`imports.row.${row.state}`)}
      </Text>
      {row.record && (
        <Text size="xs" c="dimmed">
          {row.record}
        </Text>
      )}
      {row.problems.map((problem) => (
        <Text key={problem.field} size="xs" c="red">
          {problem.field ? `${problem.field}: ${problem.message}` : problem.message}
        </Text>
      ))}
    </>
  );
}
