import { type ComponentType, Suspense } from "react";
import type { RecordPartProps } from "@/app/recordParts";
import type { ListMeta, RecordView } from "@/wire/messages.gen";
import { Loading } from "../States";
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
          <Suspense fallback={<Loading />}>
            <Part view={view} />
          </Suspense>
        </div>
      )}
      <HistoryFold meta={meta} id={view.id} />
    </>
  );
}
