import { useListMeta } from "@/app/listQueries";
import { useText } from "@/app/text";
import { audienceOf } from "@/model/audience";
import { said, shownValue } from "@/ui/list/cells";
import { MeanwhilePanel, shownSides } from "@/ui/record/MeanwhilePanel";
import type { FieldMeta } from "@/wire/messages.gen";
import type { LetterEdit } from "./useLetterEdit";

type LetterMetProps = { readonly entity: string; readonly id: number; readonly letter: LetterEdit };

/** What a colleague saved of a mailing or a template meanwhile. */
export function LetterMet({ entity, id, letter }: LetterMetProps) {
  const text = useText();
  const { t } = text;
  const meta = useListMeta(entity);
  const { held } = letter;
  const cell = (field: FieldMeta, value: unknown) => {
    if (field.id === "audience") {
      const kind = audienceOf(String(value));
      return t(kind === null ? "mailing.whom.nobody" : `mailing.whom.${kind}`);
    }
    return (
      shownValue({ id: 0, [field.id]: value as string | number | boolean | null }, field, text) || t("common.none")
    );
  };
  const lines = held.meanwhile.flatMap((line) => {
    const field = meta?.fields.find((one) => one.id === line.field);
    if (!field) return [];
    return [{ ...line, label: said(field.label, text), ...shownSides<unknown>(line, (value) => cell(field, value)) }];
  });
  return <MeanwhilePanel entity={entity} id={id} version={held.version} lines={lines} onSettle={held.settle} />;
}
