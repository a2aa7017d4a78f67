import { Button } from "@mantine/core";
import { useMemo, useState } from "react";
import { later } from "@/app/later";
import { useText } from "@/app/text";
import { bulkFields } from "@/model/bulkFields";
import type { ListMeta } from "@/wire/messages.gen";
import type { Marks } from "./useMarks";

/** It brings every kind of field with its calendar and its lists: not for the first screen. */
const Dialog = later(() => import("./FieldChangeDialog"), "FieldChangeDialog", null);

type FieldChangeProps = { readonly meta: ListMeta; readonly marks: Marks };

/** Set one field of all marked records to one value. */
export function FieldChange({ meta, marks }: FieldChangeProps) {
  const { t } = useText();
  const fields = useMemo(() => bulkFields(meta), [meta]);
  const [isOpen, setOpen] = useState(false);
  if (fields.length === 0) return null;
  return (
    <>
      <Button size="compact-xs" variant="subtle" onClick={() => setOpen(true)}>
        {t("bulk.change")}
      </Button>
      {isOpen && <Dialog meta={meta} marks={marks} fields={fields} onClose={() => setOpen(false)} />}
    </>
  );
}
