import { Tabs } from "@mantine/core";
import { useMemo, useState } from "react";
import { useListTotals } from "@/app/listQueries";
import { useSession } from "@/app/session";
import { useText } from "@/app/text";
import { useNow } from "@/app/workspace";
import { type FilterNode, writeFilter } from "@/model/listFilter";
import { type ListState, WHOLE } from "@/model/listState";
import { myTasks, TASK_TABS, type TaskTab } from "@/model/myTasks";
import { ListView } from "@/ui/list/ListView";
import { NewTaskButton } from "./NewTaskButton";
import classes from "./tasks.module.css";

const NOTHING = {};
const MINUTE_MS = 60_000;

/** «Мои задания» (R29): what is overdue, for today, for later, and what I gave to others. */
export function MyTasksPage() {
  const { t, zone } = useText();
  const { me } = useSession();
  const minute = Math.floor(useNow(15_000) / MINUTE_MS) * MINUTE_MS;
  const parts = useMemo(() => myTasks(me.operator.employee_id, minute, zone), [me.operator.employee_id, minute, zone]);
  const overdue = useListTotals("task", { filter: writeFilter(parts.overdue) });
  const [chosen, setChosen] = useState<TaskTab | null>(null);
  const open = chosen ?? (overdue.data && overdue.data.count > 0 ? "overdue" : "today");
  return (
    <div className={`listPage ${classes.page}`}>
      <div className={classes.bar}>
        <h1>{t("tasks.title")}</h1>
        <NewTaskButton about={NOTHING} />
      </div>
      <Tabs value={open} onChange={(tab) => setChosen(tab as TaskTab)} keepMounted={false} className={classes.tabs}>
        <Tabs.List aria-label={t("tasks.title")}>
          {TASK_TABS.map((tab) => (
            <Tabs.Tab key={tab} value={tab}>
              <Counted tab={tab} filter={parts[tab]} />
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {TASK_TABS.map((tab) => (
          <Tabs.Panel key={tab} value={tab} className={classes.panel}>
            <Part filter={parts[tab]} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </div>
  );
}

function Counted({ tab, filter }: { readonly tab: TaskTab; readonly filter: FilterNode }) {
  const { t, format } = useText();
  const totals = useListTotals("task", { filter: writeFilter(filter) });
  return totals.data ? `${t(`tasks.${tab}`)} · ${format.number(totals.data.count)}` : t(`tasks.${tab}`);
}

function Part({ filter }: { readonly filter: FilterNode }) {
  const [state, setState] = useState<ListState>({ ...WHOLE, sort: "due_at" });
  return <ListView entity="task" state={state} onState={setState} fixed={filter} />;
}
