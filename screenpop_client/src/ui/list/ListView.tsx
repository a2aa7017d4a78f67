import { Button, Tabs } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { memo, type ReactNode, useCallback, useMemo, useState } from "react";
import { type Row, useColumns, useListMeta, useListRows, useLists, useListTotals } from "@/app/listQueries";
import { useText } from "@/app/text";
import { isOfArchive } from "@/model/archive";
import { both, type FilterNode, settledBy, writeFilter } from "@/model/listFilter";
import { changedChoice, choicesOf, columnsOf, type ListState, WHOLE, wholeTab } from "@/model/listState";
import type { ListQuery } from "@/wire/api";
import type { ListMeta, TotalsView } from "@/wire/messages.gen";
import { HintButton } from "../HintButton";
import type { Seed } from "../record/useRecordForm";
import { Await, Empty } from "../States";
import { BulkBar } from "./BulkBar";
import { said } from "./cells";
import { Asking, Ways } from "./ListBar";
import classes from "./ListView.module.css";
import { RecordGrid } from "./RecordGrid";
import { type Marks, useMarks } from "./useMarks";
import { useOpenedRecord } from "./useOpenedRecord";

type ListViewProps = {
  readonly entity: string;
  readonly state: ListState;
  readonly onState: (state: ListState) => void;
  /** What is always asked and never shown as a filter: the list is a part of something. */
  readonly fixed?: FilterNode | null;
  readonly activeId?: number | null;
  readonly onActive?: (row: Row) => void;
  /** Stands before what acts on the list: its title, on a page of its own. */
  readonly head?: ReactNode;
  /** What a record that is made here is known to be: what the list is a part of. */
  readonly seed?: Seed;
  /** What else can be done, beside the button that creates. */
  readonly tools?: (marks: Marks, active: Row | null) => ReactNode;
  /** A narrow list beside another: without views and export. */
  readonly isPart?: boolean;
  /** Rows are marked for what `tools` does with them, and for nothing else. */
  readonly isPicking?: boolean;
  /** Nothing is made here. */
  readonly isShownOnly?: boolean;
};

/** Any list that the server declares: tabs, search, filter, columns, views, rows, totals, what can be done with them. */
export function ListView(props: ListViewProps) {
  const lists = useLists();
  const meta = useListMeta(props.entity);
  return <Await query={lists}>{meta && <Known key={meta.id} {...props} meta={meta} />}</Await>;
}

function Known({
  entity,
  meta,
  state,
  onState,
  fixed = null,
  activeId,
  onActive,
  head,
  seed,
  tools,
  isPart = false,
  isPicking = false,
  isShownOnly = false,
}: ListViewProps & { meta: ListMeta }) {
  const asked = useMemo(() => askedOf(state, fixed), [state, fixed]);
  const rows = useListRows(entity, asked);
  const totals = useListTotals(entity, asked);
  const { chosen, choose } = useColumns(entity);
  const known = useMemo(() => new Set([...settledBy(fixed), ...Object.keys(seed?.values ?? {})]), [fixed, seed]);
  const columns = useMemo(
    () => columnsOf(meta, chosen).filter(({ field }) => !known.has(field.id)),
    [meta, chosen, known],
  );
  const isArchive = isOfArchive(state.filter);
  const marks = useMarks(entity, rows.rows, writeFilter(fixed), isArchive);
  const [own, setOwn] = useState<number | null>(null);
  const active = useCallback(
    (row: Row) => {
      setOwn(row.id);
      onActive?.(row);
    },
    [onActive],
  );
  const sorted = useCallback(
    (sort: string) => onState({ ...state, sort: sort === meta.sort ? "" : sort }),
    [state, onState, meta.sort],
  );
  const widened = useCallback(
    (id: string, width: number) => choose(changedChoice(choicesOf(meta, chosen), id, { width })),
    [choose, meta, chosen],
  );
  const record = useOpenedRecord(meta, seed);
  const shownIds = columns.map((column) => column.field.id);
  return (
    <div className={classes.list} data-list={entity}>
      <div className={classes.bar}>
        {head}
        {record.create && !isShownOnly && <Create onCreate={record.create} />}
        {tools?.(marks, rows.rows.find((row) => row.id === (activeId ?? own)) ?? null)}
        <Asking meta={meta} state={state} onState={onState} isPart={isPart} />
        <span className={classes.rest} />
        {!isPart && <Count totals={totals.data} shown={rows.rows.length} />}
        <Ways
          meta={meta}
          state={state}
          onState={onState}
          isPart={isPart}
          fixed={fixed}
          asked={asked}
          columns={columns}
          chosen={chosen}
          choose={choose}
        />
      </div>
      <ListTabs meta={meta} state={state} totals={totals.data} onState={onState} />
      <BulkBar
        meta={meta}
        marks={marks}
        columns={shownIds}
        rows={rows.rows}
        total={totals.data?.count ?? 0}
        loadUpTo={rows.loadUpTo}
        isPicking={isPicking}
        isArchive={isArchive}
      />
      <div className={classes.box}>
        <Await query={rows}>
          {rows.rows.length === 0 ? (
            <Nothing meta={meta} state={state} onState={onState} />
          ) : (
            <RecordGrid
              meta={meta}
              columns={columns}
              rows={rows.rows}
              totals={totals.data}
              sort={state.sort}
              onSort={sorted}
              onWidth={widened}
              marks={marks}
              activeId={activeId ?? own}
              onActive={active}
              onOpen={record.open}
              onCreate={isShownOnly ? null : record.create}
              more={{
                hasMore: rows.hasNextPage,
                isLoading: rows.isFetchingNextPage,
                load: () => void rows.fetchNextPage(),
              }}
            />
          )}
        </Await>
      </div>
      {record.dialog}
    </div>
  );
}

const Create = memo(function Create({ onCreate }: { readonly onCreate: () => void }) {
  const { t } = useText();
  return (
    <HintButton
      size="xs"
      hint="Insert"
      variant="light"
      leftSection={<IconPlus size={14} aria-hidden="true" />}
      onClick={onCreate}
    >
      {t("record.create")}
    </HintButton>
  );
});

function askedOf(state: ListState, fixed: FilterNode | null): ListQuery {
  const filter = writeFilter(both(fixed, state.filter));
  return { filter, sort: state.sort, search: state.search, tab: state.tab };
}

function Count({ totals, shown }: { readonly totals: TotalsView | undefined; readonly shown: number }) {
  const { t, format } = useText();
  if (!totals) return null;
  const count = format.number(totals.count);
  const isWhole = shown >= totals.count;
  return (
    <span className={classes.count} role="status">
      {isWhole ? t("list.count", { count }) : t("list.loaded", { shown: format.number(shown), count })}
    </span>
  );
}

type TabsProps = {
  readonly meta: ListMeta;
  readonly state: ListState;
  readonly totals: TotalsView | undefined;
  readonly onState: (state: ListState) => void;
};

/** R6: tabs over the list, each with how many rows it has under the same filter. */
const ListTabs = memo(function ListTabs({ meta, state, totals, onState }: TabsProps) {
  const text = useText();
  const [first] = meta.tabs;
  if (!first) return null;
  const open = state.tab || wholeTab(meta) || first.id;
  return (
    <Tabs value={open} onChange={(value) => onState({ ...state, tab: value ?? "" })} className={classes.tabs}>
      <Tabs.List aria-label={said(meta.many, text)}>
        {meta.tabs.map((one) => (
          <Tabs.Tab key={one.id} value={one.id} aria-controls={undefined}>
            {said(one.label, text)}
            {totals && ` · ${text.format.number(totals.tabs[one.id] ?? 0)}`}
          </Tabs.Tab>
        ))}
      </Tabs.List>
    </Tabs>
  );
});

type NothingProps = {
  readonly meta: ListMeta;
  readonly state: ListState;
  readonly onState: (state: ListState) => void;
};

function Nothing({ meta, state, onState }: NothingProps) {
  const { t } = useText();
  const all = wholeTab(meta) ?? "";
  const isFiltered = state.filter !== null || state.search !== "" || (state.tab !== "" && state.tab !== all);
  if (!isFiltered) return <Empty title={t("list.empty")} />;
  const whole = (
    <Button size="xs" mt="xs" variant="default" onClick={() => onState({ ...WHOLE, tab: all, sort: state.sort })}>
      {t("list.showAll")}
    </Button>
  );
  return <Empty title={t("list.emptyFilter")} action={whole} />;
}
