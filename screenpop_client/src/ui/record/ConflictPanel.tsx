import { Button, Group } from "@mantine/core";
import { useText } from "@/app/text";
import type { ConflictLine } from "@/model/recordDraft";
import type { Value } from "@/model/recordFields";
import type { FieldMeta, ListMeta } from "@/wire/messages.gen";
import { said, shownValue } from "../list/cells";
import classes from "./record.module.css";
import type { RecordFormTools } from "./useRecordForm";

type ConflictPanelProps = { readonly meta: ListMeta; readonly form: RecordFormTools };

/** What a colleague saved meanwhile, field by field: it was, yours, the colleague's, and whose is kept. */
export function ConflictPanel({ meta, form }: ConflictPanelProps) {
  const { t } = useText();
  const lines = form.draft.conflict;
  if (lines.length === 0) return null;
  return (
    <section className={classes.conflict} aria-label={t("record.conflict")} role="alert">
      <h3>{t("record.conflict")}</h3>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("record.conflict.field")}</th>
            <th scope="col">{t("record.conflict.before")}</th>
            <th scope="col">{t("record.conflict.mine")}</th>
            <th scope="col">{t("record.conflict.theirs")}</th>
            <th scope="col">{t("record.conflict.keep")}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Line key={line.field} line={line} field={meta.fields.find((one) => one.id === line.field)} form={form} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

type LineProps = {
  readonly line: ConflictLine;
  readonly field: FieldMeta | undefined;
  readonly form: RecordFormTools;
};

function Line({ line, field, form }: LineProps) {
  const text = useText();
  const { t } = text;
  if (!field) return null;
  const name = said(field.label, text);
  const cell = (value: Value, called: string) =>
    shownValue({ id: 0, [field.id]: value, [`${field.id}_name`]: called }, field, text) || t("common.none");
  const button = (whose: "mine" | "theirs") => (
    <Button
      size="compact-xs"
      variant={line.taken === whose ? "filled" : "default"}
      aria-pressed={line.taken === whose}
      aria-label={t(`record.take.${whose}Of`, { field: name })}
      onClick={() => form.settle(line.field, whose)}
    >
      {t(`record.take.${whose}`)}
    </Button>
  );
  return (
    <tr data-field={line.field}>
      <th scope="row">{name}</th>
      <td>{cell(line.before, line.names.before)}</td>
      <td>{line.isTheirsAlone ? t("record.conflict.untouched") : cell(line.mine, line.names.mine)}</td>
      <td>{cell(line.theirs, line.names.theirs)}</td>
      <td>
        <Group gap={6} wrap="nowrap">
          {button("mine")}
          {button("theirs")}
        </Group>
      </td>
    </tr>
  );
}
