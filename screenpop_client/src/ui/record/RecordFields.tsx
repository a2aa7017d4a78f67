import { useNamesOf } from "@/app/recordQueries";
import { useText } from "@/app/text";
import type { Value } from "@/model/recordFields";
import type { FieldMeta, ListMeta } from "@/wire/messages.gen";
import { said, shownValue, whoseNumber } from "../list/cells";
import { FieldControl } from "./FieldControl";
import classes from "./record.module.css";
import type { RecordFormTools } from "./useRecordForm";

type RecordFieldsProps = {
  readonly meta: ListMeta;
  readonly form: RecordFormTools;
  /** Fields that are said by where the card is. */
  readonly hidden: ReadonlySet<string>;
  /** Nothing can be changed: the record is in the archive. */
  readonly isShownOnly: boolean;
};

/** Written by the program for itself. */
const UNREAD = new Set(["audience"]);

/** The fields of a card, in the order of its kind: what cannot be changed is text. */
export function RecordFields({ meta, form, hidden, isShownOnly }: RecordFieldsProps) {
  const shown = form.fields.filter((field) => !hidden.has(field.id) && !UNREAD.has(field.id));
  const canWrite = !isShownOnly && (form.id === null ? meta.rights.may_create : meta.rights.may_change);
  return (
    <fieldset className={classes.fields}>
      {shown.map((field) =>
        canWrite && form.settable.includes(field) ? (
          <FieldControl
            key={field.id}
            field={field}
            values={form.draft.values}
            names={form.draft.names}
            error={form.errors[field.id]}
            onValue={(value, name) => form.change(field.id, value, name)}
            onUnreadable={(isBad) => form.markUnreadable(field.id, isBad)}
          />
        ) : (
          <ShownField key={field.id} entity={meta.id} field={field} form={form} />
        ),
      )}
    </fieldset>
  );
}

type ShownProps = { readonly entity: string; readonly field: FieldMeta; readonly form: RecordFormTools };

function ShownField({ entity, field, form }: ShownProps) {
  const text = useText();
  const { values, names } = form.draft;
  const row = { id: form.id ?? 0, [field.id]: values[field.id], [`${field.id}_name`]: names[field.id] };
  return (
    <div className={classes.row} data-field={field.id} data-wide={field.kind === "long_text"}>
      <span className={classes.label}>{said(field.label, text)}</span>
      <div className={classes.readOnly}>
        {field.kind === "records" ? (
          <ShownRecords record={field.record} ids={values[field.id]} />
        ) : (
          shownValue(row, field, text, whoseNumber(entity, row)) || text.t("common.none")
        )}
      </div>
    </div>
  );
}

type ShownRecordsProps = { readonly record: string; readonly ids: Value | undefined };

/** What several records are called that a field names. */
function ShownRecords({ record, ids }: ShownRecordsProps) {
  const { t } = useText();
  const named = Array.isArray(ids) ? ids.map(Number) : [];
  const nameOf = useNamesOf({ [record]: named });
  return named.map((id) => nameOf(record, id)).join(", ") || t("common.none");
}
