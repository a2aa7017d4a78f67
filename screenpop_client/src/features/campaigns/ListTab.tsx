import { type ReactNode, useMemo, useState } from "react";
import { type Row, useListMeta } from "@/app/listQueries";
import { useText } from "@/app/text";
import { both, equals, type FilterNode } from "@/model/listFilter";
import { type ListState, WHOLE } from "@/model/listState";
import type { Names, Values } from "@/model/recordFields";
import { ListView } from "@/ui/list/ListView";
import type { Marks } from "@/ui/list/useMarks";
import type { TabOwner } from "@/ui/record/RecordTabs";
import { Empty } from "@/ui/States";

type ListTabProps = {
  readonly campaign: TabOwner;
  readonly entity: string;
  /** What is asked beside the event; null: all of the event's. */
  readonly also?: FilterNode | null;
  /** Not only the event's: what is asked alone. */
  readonly instead?: FilterNode | null;
  /** What else a new one is known to be. */
  readonly more?: { readonly values: Values; readonly names: Names } | null;
  readonly title?: string;
  /** The list's own tab that is open at first. */
  readonly tab?: string;
  readonly isPart?: boolean;
  readonly onActive?: (row: Row) => void;
  readonly tools?: (marks: Marks, active: Row | null) => ReactNode;
};

/** A list of what belongs to an event; what is made in it is the event's. */
export function ListTab({
  campaign,
  entity,
  also = null,
  instead = null,
  more = null,
  title,
  tab = "",
  ...list
}: ListTabProps) {
  const { t } = useText();
  const meta = useListMeta(entity);
  const [state, setState] = useState<ListState>({ ...WHOLE, tab });
  const { id, name } = campaign;
  const fixed = useMemo(() => instead ?? both(equals("campaign", id), also), [instead, also, id]);
  const seed = useMemo(
    () => ({ values: { campaign: id, ...more?.values }, names: { campaign: name, ...more?.names } }),
    [id, name, more],
  );
  if (!meta) return <Empty title={t("campaigns.tab.none")} />;
  return (
    <ListView
      entity={entity}
      state={state}
      onState={setState}
      fixed={fixed}
      seed={seed}
      head={title === undefined ? undefined : <h3>{title}</h3>}
      {...list}
    />
  );
}
