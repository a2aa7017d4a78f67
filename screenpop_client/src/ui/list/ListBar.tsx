import { memo } from "react";
import { hasArchive, isOfArchive } from "@/model/archive";
import { both, type FilterNode } from "@/model/listFilter";
import { filterOfTab, type GridColumn, type ListState } from "@/model/listState";
import type { ListQuery } from "@/wire/api";
import type { ColumnChoice, ListMeta } from "@/wire/messages.gen";
import { ArchiveButton } from "./ArchiveButton";
import { Columns } from "./Columns";
import { ExportMenu } from "./ExportMenu";
import { FilterBar } from "./FilterBar";
import { MailButton } from "./MailButton";
import { RoundButton } from "./RoundButton";
import { Search } from "./Search";
import { ViewsMenu } from "./ViewsMenu";

type AskingProps = {
  readonly meta: ListMeta;
  readonly state: ListState;
  readonly onState: (state: ListState) => void;
  readonly isPart: boolean;
};

/** What of the list is asked for. Kept, as all of its bar, while pages of rows come in: it is drawn for longer than rows are. */
export const Asking = memo(function Asking({ meta, state, onState, isPart }: AskingProps) {
  return (
    <>
      <Search width={isPart ? 120 : 150} value={state.search} onSearch={(search) => onState({ ...state, search })} />
      <FilterBar
        meta={meta}
        filter={state.filter}
        isIcon={isPart}
        onFilter={(filter) => onState({ ...state, filter })}
      />
      {!isPart && hasArchive(meta) && (
        <ArchiveButton filter={state.filter} onFilter={(filter) => onState({ ...state, filter })} />
      )}
    </>
  );
});

type WaysProps = AskingProps & {
  readonly fixed: FilterNode | null;
  readonly asked: ListQuery;
  readonly columns: readonly GridColumn[];
  readonly chosen: readonly ColumnChoice[];
  readonly choose: (columns: readonly ColumnChoice[]) => void;
};

/** How the list is shown, and what can be made of all that it was asked for. */
export const Ways = memo(function Ways({ meta, state, onState, isPart, fixed, asked, ...props }: WaysProps) {
  const { columns, chosen, choose } = props;
  const filter = both(fixed, both(filterOfTab(meta, state.tab), state.filter));
  const pick = <Columns meta={meta} chosen={chosen} isIcon={isPart} onChoose={choose} />;
  const isUsed = !isOfArchive(state.filter);
  if (isPart) return pick;
  return (
    <>
      <ViewsMenu meta={meta} state={state} columns={chosen} onState={onState} onColumns={choose} />
      {pick}
      {isUsed && meta.actions.includes("mail") && <MailButton entity={meta.id} filter={filter} search={state.search} />}
      {isUsed && meta.actions.includes("call") && (
        <RoundButton entity={meta.id} filter={filter} search={state.search} />
      )}
      <ExportMenu meta={meta} asked={asked} columns={columns.map(({ field }) => field.id)} />
    </>
  );
});
