import { Button } from "@mantine/core";
import { lazy, Suspense, useMemo, useState } from "react";
import { useText } from "@/app/text";
import { bulkFields } from "@/model/bulkFields";
import type { ListMeta } from "@/wire/messages.gen";
import type { Marks } from "./useMarks";

/** It brings every kind of field with its calendar and its lists: not for the first screen. */
const Dialog = lazy(() => import("./FieldChangeDialog").then((module) => ({ default: module.FieldChangeDialog })));

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
      {isOpen && (
        <Suspense fallback={null}>
          <Dialog meta={meta} marks={marks} fields={fields} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
