import type { ComponentType } from "react";
import type { RecordPartProps } from "@/app/recordParts";
import type { ListMeta, RecordView } from "@/wire/messages.gen";
import { HistoryFold } from "./HistoryFold";
import classes from "./record.module.css";

type CardTabsProps = {
  readonly meta: ListMeta;
  readonly view: RecordView;
  readonly Part: ComponentType<RecordPartProps> | null;
};

/** Under the fields: what belongs to the record, and what was done to it. */
export function CardTabs({ meta, view, Part }: CardTabsProps) {
  return (
    <>
      {Part && (
        <div className={classes.tabs}>
          <Part view={view} />
        </div>
      )}
      <HistoryFold meta={meta} id={view.id} />
    </>
  );
}
