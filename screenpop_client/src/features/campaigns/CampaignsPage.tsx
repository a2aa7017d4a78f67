import { Tabs } from "@mantine/core";
import { useCallback, useMemo, useState } from "react";
import { type Row, useLists, useListTotals } from "@/app/listQueries";
import type { Route } from "@/app/router";
import { useText } from "@/app/text";
import { TasksTab } from "@/features/tasks/TasksTab";
import { equals, type FilterNode, writeFilter } from "@/model/listFilter";
import { type ListState, WHOLE } from "@/model/listState";
import { said } from "@/ui/list/cells";
import { useListAddress } from "@/ui/list/ListPage";
import { ListView } from "@/ui/list/ListView";
import { SplitView } from "@/ui/SplitView";
import { Empty } from "@/ui/States";
import type { ListMeta } from "@/wire/messages.gen";
import classes from "./CampaignsPage.module.css";

/** R6–R22: marketing events above, and below what belongs to the one that is chosen. */
export function CampaignsPage({ route }: { route: Route }) {
  const { state, setState, title } = useListAddress("campaign", route);
  const [chosen, setChosen] = useState<number | null>(null);
  const choose = useCallback((row: Row) => setChosen(row.id), []);
  return (
    <div className="listPage">
      <SplitView
        name="campaigns"
        upper={
          <ListView
            entity="campaign"
            state={state}
            onState={setState}
            activeId={chosen}
            onActive={choose}
            head={<h1>{title}</h1>}
          />
        }
        lower={<Belongings campaignId={chosen} />}
      />
    </div>
  );
}

function Belongings({ campaignId }: { readonly campaignId: number | null }) {
  const { t } = useText();
  if (campaignId === null) return <Empty title={t("campaigns.pick")} />;
  return <Tabbed key={campaignId} campaignId={campaignId} />;
}

/** The lists of an event are the same lists, fixed to it (R23–R32). */
const LISTS = ["participant", "labour", "cost", "supplier", "task", "lead", "deal", "contract", "number"] as const;

/** The lower tabs with their counters. */
function Tabbed({ campaignId }: { readonly campaignId: number }) {
  const fixed = useMemo(() => equals("campaign", campaignId), [campaignId]);
  const lists = useLists().data ?? [];
  const shown = LISTS.flatMap((id) => lists.filter((meta) => meta.id === id));
  return (
    <Tabs defaultValue="lead" keepMounted={false} className={classes.tabs}>
      <Tabs.List>
        {shown.map((meta) => (
          <Tabs.Tab key={meta.id} value={meta.id}>
            <Counted meta={meta} fixed={fixed} />
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {shown.map((meta) => (
        <Tabs.Panel key={meta.id} value={meta.id} className={classes.panel}>
          {meta.id === "task" ? (
            <TasksTab entity="campaign" recordId={campaignId} />
          ) : (
            <Belonging entity={meta.id} fixed={fixed} />
          )}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

type FixedProps = { readonly fixed: FilterNode };

function Counted({ meta, fixed }: FixedProps & { readonly meta: ListMeta }) {
  const text = useText();
  const totals = useListTotals(meta.id, { filter: writeFilter(fixed) });
  const name = meta.id === "lead" ? text.t("campaigns.interestsTab") : said(meta.many, text);
  return totals.data ? `${name} · ${text.format.number(totals.data.count)}` : name;
}

function Belonging({ entity, fixed }: FixedProps & { readonly entity: string }) {
  const [state, setState] = useState<ListState>(WHOLE);
  return <ListView entity={entity} state={state} onState={setState} fixed={fixed} />;
}
