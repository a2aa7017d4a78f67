import { ActionIcon, Indicator, Popover, Tooltip } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { hrefTo } from "@/app/router";
import { refreshTasks } from "@/app/taskQueries";
import { useText } from "@/app/text";
import { useDesk, useNow } from "@/app/workspace";
import { Empty } from "@/ui/States";
import type { TaskBrief } from "@/wire/messages.gen";
import classes from "./tasks.module.css";

/** What waits for the operator, live: how much, and the latest of it. */
export function TaskBell() {
  const { t } = useText();
  const tasks = useDesk(({ desk }) => desk.tasks);
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const label = t("tasks.bellCount", { unseen: tasks.unseen, overdue: tasks.overdue });
  const waiting = Math.max(tasks.unseen, tasks.overdue);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a bell that rings is why open tasks are asked again
  useEffect(() => refreshTasks(queries), [tasks, queries]);

  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" trapFocus returnFocus shadow="md" width={380}>
      <Popover.Target>
        <Tooltip label={label} disabled={isOpen}>
          <Indicator
            className={classes.bell}
            disabled={waiting === 0}
            label={waiting > 99 ? "99+" : waiting}
            color={tasks.overdue > 0 ? "red" : "blue"}
            size={16}
          >
            <ActionIcon variant="subtle" color="gray" aria-label={label} onClick={() => setOpen(!isOpen)}>
              <IconBell size={19} />
            </ActionIcon>
          </Indicator>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={t("tasks.bell")}>
        {tasks.latest.length === 0 ? (
          <Empty title={t("tasks.bellEmpty")} />
        ) : (
          <ul className={classes.briefs}>
            {tasks.latest.map((brief) => (
              <Brief key={brief.id} brief={brief} onOpen={() => setOpen(false)} />
            ))}
          </ul>
        )}
        <a className={classes.foot} href={hrefTo({ page: "tasks" })} onClick={() => setOpen(false)}>
          {t("tasks.all")}
        </a>
      </Popover.Dropdown>
    </Popover>
  );
}

function Brief({ brief, onOpen }: { readonly brief: TaskBrief; readonly onOpen: () => void }) {
  const { t, format } = useText();
  const now = useNow(60_000);
  const marks = [brief.is_unseen && t("tasks.isNew"), brief.is_overdue && t("tasks.isOverdue")].filter(Boolean);
  return (
    <li data-overdue={brief.is_overdue}>
      <a href={hrefTo({ page: "tasks", id: brief.id })} onClick={onOpen}>
        <span className={classes.briefName}>
          <bdi>{brief.name}</bdi>
        </span>
        <small>
          <bdi>{brief.author}</bdi> · {format.moment(brief.happened_at, now)}
          {brief.due_at && ` · ${t("tasks.due").toLowerCase()} ${format.moment(brief.due_at, now)}`}
        </small>
        <small className={classes.marks}>{marks.join(" · ")}</small>
      </a>
    </li>
  );
}
