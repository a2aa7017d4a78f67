import { Button } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useState } from "react";
import { useText } from "@/app/text";
import type { ListMeta } from "@/wire/messages.gen";
import { HistoryList } from "./HistoryList";
import classes from "./record.module.css";

type HistoryFoldProps = { readonly meta: ListMeta; readonly id: number };

/** What was done to a record, asked for when it is unfolded. */
export function HistoryFold({ meta, id }: HistoryFoldProps) {
  const { t } = useText();
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={classes.tabs}>
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<IconHistory size={15} aria-hidden="true" />}
        style={{ alignSelf: "flex-start" }}
        onClick={() => setOpen(!isOpen)}
      >
        {t(isOpen ? "record.history.hide" : "record.history.show")}
      </Button>
      {isOpen && <HistoryList meta={meta} id={id} />}
    </div>
  );
}
