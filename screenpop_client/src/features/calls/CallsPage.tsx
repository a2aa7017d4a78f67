import { Button, SegmentedControl } from "@mantine/core";
import { useCalls, useCallTotals } from "@/app/queries";
import { navigate, type Route } from "@/app/router";
import { useText } from "@/app/text";
import { useNow } from "@/app/workspace";
import { ColumnChooser } from "@/ui/ColumnChooser";
import { ListTable } from "@/ui/ListTable";
import { PageHead } from "@/ui/Panel";
import { Await, Empty } from "@/ui/States";
import type { CallRow } from "@/wire/messages.gen";
import {
  type CallParams,
  changed,
  filterOf,
  givenFilters,
  NEWEST_FIRST,
  readParams,
  withoutFilters,
} from "./callFilter";
import { ExportMenu } from "./ExportMenu";
import { FilterChips } from "./FilterChips";
import { FilterForm } from "./FilterForm";
import { Totals } from "./Totals";
import { useCallColumns } from "./useCallColumns";

const HOUR_MS = 3_600_000;
const keyOf = (call: CallRow) => call.call_id;
const go = (params: CallParams) => navigate({ page: "calls", params });

/** The call log (R152): every call there was; the address holds what is shown of it. */
export function CallsPage({ route }: { route: Route }) {
  const { t, zone } = useText();
  const now = useNow(HOUR_MS);
  const params = readParams(route.params);
  const filter = filterOf(params, zone, new Date(now));
  const sort = params.sort ?? NEWEST_FIRST;
  const calls = useCalls(filter, sort);
  const columns = useCallColumns(params.tab === "missed");
  const rows = calls.data?.pages.flatMap((page) => page.rows) ?? [];
  const change = (changes: CallParams) => go(changed(params, changes));
  return (
    <div className="listPage">
      <PageHead title={t("calls.title")}>
        <Tabs value={params.tab ?? "all"} onChange={(tab) => change({ tab: tab === "all" ? "" : tab })} />
        <FilterForm params={params} onChange={change} />
        <span style={{ flex: 1 }} />
        <ColumnChooser columns={columns} />
        <ExportMenu filter={filter} sort={sort} columns={columns.shown.map((column) => column.id)} />
      </PageHead>
      <FilterChips params={params} onChange={change} onClear={() => go(withoutFilters(params))} />
      <Totals filter={filter} />
      <div className="listBox">
        <Await query={calls}>
          {rows.length === 0 ? (
            <Nothing params={params} />
          ) : (
            <ListTable
              label={t("calls.title")}
              columns={columns.shown}
              rows={rows}
              keyOf={keyOf}
              sort={{ by: sort, onSort: (by) => change({ sort: by === NEWEST_FIRST ? "" : by }) }}
              more={{
                hasMore: calls.hasNextPage,
                isLoading: calls.isFetchingNextPage,
                load: () => void calls.fetchNextPage(),
              }}
            />
          )}
        </Await>
      </div>
    </div>
  );
}

function Tabs({ value, onChange }: { value: string; onChange: (tab: string) => void }) {
  const { t, format } = useText();
  const missed = useCallTotals({ missed_open: true });
  const count = missed.data ? ` · ${format.number(missed.data.count)}` : "";
  return (
    <SegmentedControl
      size="xs"
      aria-label={t("calls.title")}
      value={value}
      onChange={onChange}
      data={[
        { value: "all", label: t("common.all") },
        { value: "mine", label: t("common.mine") },
        { value: "missed", label: `${t("callLog.missedOpen")}${count}` },
      ]}
    />
  );
}

function Nothing({ params }: { params: CallParams }) {
  const { t } = useText();
  if (givenFilters(params).length > 0) {
    return (
      <Empty
        title={t("callLog.emptyFilter")}
        action={
          <Button size="xs" mt="xs" variant="default" onClick={() => go(withoutFilters(params))}>
            {t("callLog.clear")}
          </Button>
        }
      />
    );
  }
  if (params.tab === "missed") return <Empty title={t("callLog.emptyMissed")} hint={t("callLog.emptyMissedHint")} />;
  return <Empty title={t("calls.empty")} hint={t("calls.emptyHint")} />;
}
