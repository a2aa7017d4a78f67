import { Alert, Button, Textarea } from "@mantine/core";
import { type KeyboardEvent, useState } from "react";
import { reasonOf } from "@/app/errors";
import { newKey, type useTaskCommands } from "@/app/taskQueries";
import { useText } from "@/app/text";
import { useNow } from "@/app/workspace";
import { Panel } from "@/ui/Panel";
import { Empty } from "@/ui/States";
import type { TaskView } from "@/wire/messages.gen";
import classes from "./tasks.module.css";

type TaskThreadProps = {
  readonly view: TaskView;
  readonly answer: ReturnType<typeof useTaskCommands>["answer"];
};

/** What was asked and what everybody wrote about it; Ctrl+Enter sends. */
export function TaskThread({ view, answer }: TaskThreadProps) {
  const { t, format } = useText();
  const now = useNow(60_000);
  const [body, setBody] = useState("");
  const [key, setKey] = useState(newKey);
  const text = String(view.task.record.body ?? "");
  const send = () => {
    if (!body.trim() || answer.isPending) return;
    const onSuccess = () => {
      setBody("");
      setKey(newKey());
    };
    answer.mutate({ body, key }, { onSuccess });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send();
  };
  return (
    <Panel title={t("tasks.thread")}>
      {text && <div className={classes.body}>{text}</div>}
      {view.thread.length === 0 ? (
        <Empty title={t("tasks.threadEmpty")} />
      ) : (
        <ol className={classes.thread}>
          {view.thread.map((each) => (
            <li key={each.id}>
              <b>
                <bdi>{each.author}</bdi>
              </b>{" "}
              <small>{format.moment(each.at, now)}</small>
              <p>{each.body}</p>
            </li>
          ))}
        </ol>
      )}
      {answer.error && (
        <Alert color="red" mx="sm">
          {reasonOf(answer.error, t)}
        </Alert>
      )}
      <div className={classes.answer}>
        <Textarea
          flex={1}
          autosize
          minRows={1}
          maxRows={8}
          maxLength={20_000}
          aria-label={t("tasks.answer")}
          placeholder={t("tasks.answer")}
          value={body}
          onChange={(event) => setBody(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <Button onClick={send} loading={answer.isPending} disabled={!body.trim()}>
          {t("tasks.send")}
        </Button>
      </div>
    </Panel>
  );
}
