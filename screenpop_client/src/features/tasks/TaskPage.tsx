import { Alert, Badge, Button, Modal } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconCheck } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { reasonOf } from "@/app/errors";
import { navigate } from "@/app/router";
import { useSession } from "@/app/session";
import { useTask, useTaskCommands } from "@/app/taskQueries";
import { useText } from "@/app/text";
import { useKeys } from "@/app/useKeys";
import { useNow } from "@/app/workspace";
import { hintOf } from "@/model/keys";
import { HintButton } from "@/ui/HintButton";
import { PageHead } from "@/ui/Panel";
import { useRemovalNotice } from "@/ui/record/removalNotice";
import { Await } from "@/ui/States";
import type { TaskView } from "@/wire/messages.gen";
import { TaskFacts } from "./TaskFacts";
import { TaskForm } from "./TaskForm";
import { TaskThread } from "./TaskThread";
import classes from "./tasks.module.css";

const NOTHING = {};

/** One task: what is to be done, who has done it, and what was written about it. */
export function TaskPage({ taskId }: { readonly taskId: number }) {
  const task = useTask(taskId);
  return <Await query={task}>{task.data && <Known view={task.data} />}</Await>;
}

function Known({ view }: { readonly view: TaskView }) {
  const { t } = useText();
  const { task, thread, is_seen } = view;
  const commands = useTaskCommands(task.id);
  const { mutate: see } = commands.see;
  // Whatever comes while the task is open is seen at once.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new answer is news again
  useEffect(() => {
    if (!is_seen) see();
  }, [is_seen, thread.length, see]);
  const problem = commands.doPart.error ?? commands.doWhole.error ?? commands.remove.error;
  return (
    <>
      <PageHead title={String(task.record.name)}>
        <Doing view={view} commands={commands} />
      </PageHead>
      {problem && (
        <Alert color="red" mb="sm">
          {reasonOf(problem, t)}
        </Alert>
      )}
      <div className={classes.columns}>
        <TaskThread view={view} answer={commands.answer} />
        <TaskFacts view={view} />
      </div>
    </>
  );
}

type DoingProps = { readonly view: TaskView; readonly commands: ReturnType<typeof useTaskCommands> };

function Doing({ view, commands }: DoingProps) {
  const { t } = useText();
  const { me } = useSession();
  const now = useNow(15_000);
  const [isEditing, { open, close }] = useDisclosure(false);
  const { task, parts, may_edit } = view;
  const isMessage = task.record.kind === "message";
  const own = isMessage ? undefined : parts.find((part) => part.employee_id === me.operator.employee_id);
  const isDone = task.record.done_at !== null;
  const tellRemoved = useRemovalNotice("task");
  const gone = () => {
    tellRemoved([task]);
    navigate({ page: "tasks" });
  };
  const due = typeof task.record.due_at === "string" ? Date.parse(task.record.due_at) : null;
  const toggle = () => {
    if (!own || commands.doPart.isPending) return false;
    commands.doPart.mutate(own.done_at === null);
    return true;
  };
  useKeys({ taskDone: toggle });
  return (
    <>
      {isDone && <Badge color="teal">{t("tasks.done")}</Badge>}
      {!isDone && due !== null && due <= now && <Badge color="red">{t("tasks.isOverdue")}</Badge>}
      {own && (
        <HintButton
          size="xs"
          variant={own.done_at === null ? "filled" : "default"}
          leftSection={<IconCheck size={15} aria-hidden="true" />}
          hint={hintOf("taskDone")}
          onClick={toggle}
        >
          {t(own.done_at === null ? "tasks.done" : "tasks.undo")}
        </HintButton>
      )}
      {may_edit && !isMessage && (
        <Button
          size="xs"
          variant="default"
          onClick={() => commands.doWhole.mutate({ version: task.version, isDone: !isDone })}
        >
          {t(isDone ? "tasks.reopen" : "tasks.close")}
        </Button>
      )}
      {may_edit && (
        <>
          <Button size="xs" variant="default" onClick={open}>
            {t("tasks.edit")}
          </Button>
          <Remove
            isRemoving={commands.remove.isPending}
            onSure={() => commands.remove.mutate(task.version, { onSuccess: gone })}
          />
          <Modal
            opened={isEditing}
            onClose={close}
            closeOnClickOutside={false}
            title={t("tasks.edit")}
            size="lg"
            closeButtonProps={{ "aria-label": t("common.close") }}
          >
            <TaskForm about={NOTHING} edited={view} onDone={close} />
          </Modal>
        </>
      )}
    </>
  );
}

/** It goes for everybody, with its thread: asked once more. */
function Remove({ isRemoving, onSure }: { readonly isRemoving: boolean; readonly onSure: () => void }) {
  const { t } = useText();
  const [isAsked, setAsked] = useState(false);
  return (
    <Button
      size="xs"
      variant={isAsked ? "filled" : "default"}
      color={isAsked ? "red" : undefined}
      loading={isRemoving}
      onClick={isAsked ? onSure : () => setAsked(true)}
      onBlur={() => setAsked(false)}
    >
      {isAsked ? t("record.remove.sure", { what: t("tasks.remove") }) : t("tasks.remove")}
    </Button>
  );
}
