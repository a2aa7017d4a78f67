import { useQueryClient } from "@tanstack/react-query";
import { reasonsOf } from "@/app/errors";
import { notify } from "@/app/notify";
import { useRecordWrite } from "@/app/recordQueries";
import { useText } from "@/app/text";
import { useHeldEdit } from "@/app/useHeldEdit";
import type { RecordValues } from "@/wire/api";
import type { RecordView } from "@/wire/messages.gen";

export type LetterEdit = ReturnType<typeof useLetterEdit>;

/** What a mailing or a template says, as it is written here; saving tells whether it was kept, and a refusal why. */
export function useLetterEdit(entity: "mailing" | "mailing_template", view: RecordView, fields: readonly string[]) {
  const { t } = useText();
  const client = useQueryClient();
  const write = useRecordWrite(entity);
  const held = useHeldEdit<RecordValues>({ version: view.version, values: fieldsOf(view, fields) }, write.isPending);
  const save = async (): Promise<boolean> => {
    if (!held.isAgreed) return false;
    if (!held.isEdited) {
      held.keep(held.values); // all of it is as the colleague saved it
      return true;
    }
    const { id } = view;
    try {
      const kept = await write.mutateAsync({
        id,
        version: held.version,
        changes: held.changes as RecordValues,
        key: "",
      });
      held.keep(held.values, kept.version, fieldsOf(kept, fields));
    } catch (error) {
      notify(t, { color: "red", message: reasonsOf(error, t) });
      void client.invalidateQueries({ queryKey: ["records", entity, id] }); // a colleague's version may be why
      return false;
    }
    void client.invalidateQueries({ queryKey: ["mailings", id] });
    return true;
  };
  const maySave = held.isAgreed && (held.isEdited || held.meanwhile.length > 0);
  return { held, maySave, whole: { ...view.record, ...held.values }, save, isSaving: write.isPending };
}

function fieldsOf({ record }: RecordView, fields: readonly string[]): RecordValues {
  return Object.fromEntries(fields.map((field) => [field, record[field] ?? null]));
}
