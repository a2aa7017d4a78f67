import { Button } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { type ComponentType, useState } from "react";
import type { RecordPartProps } from "@/app/recordParts";
import { useText } from "@/app/text";
import type { ListMeta, RecordView } from "@/wire/messages.gen";
import { HistoryList } from "./HistoryList";
import classes from "./record.module.css";

type CardTabsProps = {
  readonly meta: ListMeta;
  readonly view: RecordView;
  readonly Part: ComponentType<RecordPartProps> | null;
};

/** Under the fields: what belongs to the record, and what was done to it. */
export function CardTabs({ meta, view, Part }: CardTabsProps) {
  const { t } = useText();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      {Part && (
        <div className={classes.tabs}>
          <Part view={view} />
        </div>
      )}
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
        {isOpen && <HistoryList meta={meta} id={view.id} />}
      </div>
    </>
  );
}
