import { useText } from "@/app/text";
import type { Value } from "@/model/recordFields";
import type { ListMeta } from "@/wire/messages.gen";
import { said, shownValue } from "../list/cells";
import { MeanwhilePanel } from "./MeanwhilePanel";
import type { RecordFormTools } from "./useRecordForm";

type ConflictPanelProps = { readonly meta: ListMeta; readonly form: RecordFormTools };

/** What a colleague saved meanwhile, field by field: it was, yours, the colleague's, and whose is kept. */
export function ConflictPanel({ meta, form }: ConflictPanelProps) {
  const text = useText();
  const { id, draft } = form;
  if (id === null) return null;
  const lines = draft.conflict.flatMap((line) => {
    const field = meta.fields.find((one) => one.id === line.field);
    if (!field) return [];
    const cell = (value: Value, called: string) =>
      shownValue({ id: 0, [field.id]: value, [`${field.id}_name`]: called }, field, text) || text.t("common.none");
    return {
      ...line,
      label: said(field.label, text),
      before: cell(line.before, line.names.before),
      mine: cell(line.mine, line.names.mine),
      theirs: cell(line.theirs, line.names.theirs),
    };
  });
  return <MeanwhilePanel entity={meta.id} id={id} version={draft.version ?? 0} lines={lines} onSettle={form.settle} />;
}
