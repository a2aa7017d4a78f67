import { Alert, Button, Group, SegmentedControl, Stack, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { reasonOf } from "@/app/errors";
import { notify } from "@/app/notify";
import { newKey, useSaveTask } from "@/app/taskQueries";
import { useText } from "@/app/text";
import { useWorkspace } from "@/app/workspace";
import { instantToText, textToInstant } from "@/model/datetime";
import { equals } from "@/model/listFilter";
import { RecordsSelect } from "@/ui/record/RecordsSelect";
import { ApiError } from "@/wire/http";
import type { TaskView } from "@/wire/messages.gen";
import type { About } from "./NewTaskButton";

type TaskFormProps = {
  readonly about: About;
  readonly edited: TaskView | null;
  readonly onDone: () => void;
};

type Kind = "task" | "message";

const WORKING = equals("is_active", true);

/** A task or message: what, to whom, by when. */
export function TaskForm({ about, edited, onDone }: TaskFormProps) {
  const { t, zone, language } = useText();
  const { desk } = useWorkspace();
  const was = edited?.task.record;
  const [kind, setKind] = useState<Kind>(was?.kind === "message" ? "message" : "task");
  const [name, setName] = useState(String(was?.name ?? ""));
  const [body, setBody] = useState(String(was?.body ?? ""));
  const [due, setDue] = useState(() =>
    instantToText(typeof was?.due_at === "string" ? was.due_at : null, zone, language),
  );
  const [people, setPeople] = useState<readonly number[]>(() => edited?.parts.map((part) => part.employee_id) ?? []);
  const [isBadDue, setBadDue] = useState(false);
  const [key] = useState(newKey);
  const save = useSaveTask(edited === null ? null : { id: edited.task.id, version: edited.task.version });
  const refused = save.error instanceof ApiError ? save.error.info.fields : {};
  const errorOf = (field: string) => refused[field]?.message;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const dueAt = kind === "task" && due.trim() ? textToInstant(due, zone, new Date(desk.nowMs())) : null;
    const isBad = kind === "task" && due.trim() !== "" && dueAt === null;
    setBadDue(isBad);
    if (isBad) return;
    const fields = { kind, name, body, assignees: people, due_at: dueAt, ...about };
    const onSuccess = () => {
      if (edited === null) notify(t, { message: t("tasks.sentNotice"), color: "teal", seconds: 4 });
      onDone();
    };
    save.mutate({ fields, key }, { onSuccess });
  };

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        {edited === null && (
          <SegmentedControl
            aria-label={t("tasks.kind")}
            value={kind}
            onChange={(value) => setKind(value as Kind)}
            data={[
              { value: "task", label: t("tasks.task") },
              { value: "message", label: t("tasks.newMessage") },
            ]}
          />
        )}
        <RecordsSelect
          entity="employee"
          only={WORKING}
          label={t("tasks.assignees")}
          placeholder={people.length === 0 ? t("tasks.assigneesHint") : ""}
          required
          error={errorOf("assignees")}
          chosen={people}
          onChoose={setPeople}
        />
        <TextInput
          label={t("tasks.subject")}
          required
          maxLength={500}
          error={errorOf("name")}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Textarea
          label={t("tasks.body")}
          autosize
          minRows={3}
          maxRows={12}
          maxLength={20_000}
          error={errorOf("body")}
          value={body}
          onChange={(event) => setBody(event.currentTarget.value)}
        />
        {kind === "task" && (
          <TextInput
            label={t("tasks.due")}
            placeholder={t("tasks.dueHint")}
            error={isBadDue ? t("interest.badDate") : errorOf("due_at")}
            value={due}
            onChange={(event) => setDue(event.currentTarget.value)}
          />
        )}
        {save.error && <Alert color="red">{reasonOf(save.error, t)}</Alert>}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {t(edited === null ? "tasks.send" : "common.save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
