import { Button } from "@mantine/core";
import { useState } from "react";
import { useRecordRemoval } from "@/app/bulkQueries";
import { reasonOf } from "@/app/errors";
import { notify } from "@/app/notify";
import { useText } from "@/app/text";
import type { ListMeta, RecordView } from "@/wire/messages.gen";
import { useRemovalNotice } from "./removalNotice";
import { removalWord } from "./removalWord";

type RemoveRecordProps = { readonly meta: ListMeta; readonly view: RecordView; readonly onGone: () => void };

/** Put the record away as its kind allows; what is in use is never deleted. */
export function RemoveRecord({ meta, view, onGone }: RemoveRecordProps) {
  const { t } = useText();
  const removal = useRecordRemoval(meta.id);
  const tell = useRemovalNotice(meta.id, meta.rights.removal === "deleted");
  const [isAsked, setAsked] = useState(false);
  const how = meta.rights.removal;
  if (how === "never" || view.record.is_active === false) return null;
  const remove = () =>
    removal.mutate([view], {
      onSuccess: ({ refused }) => {
        setAsked(false);
        if (refused[0]) return notify(t, { color: "red", message: reasonOf(refused[0].error, t) });
        tell([view]);
        onGone();
      },
    });
  if (!isAsked) {
    return (
      <Button size="xs" variant="subtle" color="red" onClick={() => setAsked(true)}>
        {removalWord(meta, how, t)}
      </Button>
    );
  }
  return (
    <>
      <Button size="xs" color="red" loading={removal.isPending} onClick={remove} autoFocus>
        {t("record.remove.sure", { what: removalWord(meta, how, t) })}
      </Button>
      <Button size="xs" variant="default" onClick={() => setAsked(false)}>
        {t("common.cancel")}
      </Button>
    </>
  );
}
