import { useNamesOf, useRecordHistory } from "@/app/recordQueries";
import { useText } from "@/app/text";
import { isMessage } from "@/i18n/translate";
import type { FieldChange, ListMeta, RecordEntry } from "@/wire/messages.gen";
import { said, shownValue } from "../list/cells";
import { Await, Empty } from "../States";
import classes from "./record.module.css";

type HistoryListProps = { readonly meta: ListMeta; readonly id: number };

/** Who did what to a record, newest first, in words. */
export function HistoryList({ meta, id }: HistoryListProps) {
  const { t, format } = useText();
  const history = useRecordHistory(meta.id, id);
  const entries = history.data?.entries ?? [];
  const nameOf = useNamesOf(namedIn(meta, entries));
  return (
    <Await query={history}>
      {entries.length === 0 ? (
        <Empty title={t("record.history.empty")} />
      ) : (
        <ol className={classes.history}>
          {entries.map((entry) => (
            <li key={`${entry.at}-${entry.action}`}>
              <p>
                {format.dateTime(entry.at)} · <bdi>{entry.operator}</bdi> · <Action action={entry.action} />
              </p>
              <ul>
                {entry.changes.map((change) => (
                  <Change
                    key={change.field}
                    change={change}
                    meta={meta}
                    nameOf={nameOf}
                    isNew={entry.action === CREATED}
                  />
                ))}
              </ul>
            </li>
          ))}
        </ol>
      )}
    </Await>
  );
}

const CREATED = "record.created";

function Action({ action }: { readonly action: string }) {
  const { t } = useText();
  const key = `record.history.${action}`;
  return isMessage(key) ? t(key) : action;
}

type ChangeProps = {
  readonly change: FieldChange;
  readonly meta: ListMeta;
  readonly nameOf: (entity: string, id: number) => string;
  readonly isNew: boolean;
};

function Change({ change, meta, nameOf, isNew }: ChangeProps) {
  const text = useText();
  const { t } = text;
  const field = meta.fields.find((one) => one.id === change.field);
  if (!field) return null;
  const cell = (value: FieldChange["before"]) => {
    const called = field.kind === "record" && typeof value === "number" ? nameOf(field.record, value) : "";
    const shown = shownValue({ id: 0, [field.id]: value, [`${field.id}_name`]: called }, field, text);
    return shown || (field.kind === "flag" && value === false ? t("list.no") : t("common.none"));
  };
  return (
    <li>
      {said(field.label, text)}: {!isNew && <>{cell(change.before)} → </>}
      {cell(change.after)}
    </li>
  );
}

function namedIn(meta: ListMeta, entries: readonly RecordEntry[]): Record<string, number[]> {
  const found: Record<string, number[]> = {};
  for (const { changes } of entries) {
    for (const { field: id, before, after } of changes) {
      const field = meta.fields.find((one) => one.id === id);
      if (field?.kind !== "record") continue;
      const ids = [before, after].filter((value): value is number => typeof value === "number");
      found[field.record] = [...(found[field.record] ?? []), ...ids];
    }
  }
  return found;
}
