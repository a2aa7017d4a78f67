import { TasksTab } from "@/features/tasks/TasksTab";
import type { MessageKey } from "@/i18n/translate";
import type { Values } from "@/model/recordFields";
import { CallsTab } from "@/ui/CallsTab";
import { FilesTab } from "@/ui/files/FilesTab";
import { OwnedList } from "@/ui/OwnedList";
import { type RecordTab, rowsOf } from "@/ui/record/RecordTabs";

/** «Файлы» of any kind of record that files hang on. */
export const FILES: RecordTab = {
  id: "files",
  label: "campaigns.tab.files",
  counted: { what: "files" },
  Content: ({ owner }) => <FilesTab entity={owner.entity} recordId={owner.id} />,
};

/** «Задания» about a record: a task names it in a field of its kind's name. */
export function tasksOf(entity: string): RecordTab {
  return {
    id: "tasks",
    label: "campaigns.tab.tasks",
    counted: rowsOf("task", entity),
    Content: ({ owner }) => <TasksTab entity={owner.entity} recordId={owner.id} />,
  };
}

/** The calls of a record, by the filter of calls that names it. */
export function callsOf(field: "deal_id" | "person_id" | "organization_id"): RecordTab {
  return {
    id: "calls",
    label: "nav.calls",
    counted: { what: "calls", filter: (owner) => ({ [field]: owner.id }) },
    Content: ({ owner }) => <CallsTab filter={{ [field]: owner.id }} />,
  };
}

type Listed = {
  readonly id: string;
  readonly label: MessageKey;
  readonly entity: string;
  /** The field of its rows that names the owner. */
  readonly field: string;
  /** What else a new one begins with. */
  readonly also?: Values;
};

/** The records of a kind that name the owner; one that is made here names it too. */
export function listOf({ id, label, entity, field, also }: Listed): RecordTab {
  return {
    id,
    label,
    counted: rowsOf(entity, field),
    Content: ({ owner }) => <OwnedList entity={entity} field={field} id={owner.id} name={owner.name} also={also} />,
  };
}
