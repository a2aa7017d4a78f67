import { useMemo, useState } from "react";
import { equals } from "@/model/listFilter";
import { type ListState, WHOLE } from "@/model/listState";
import { ListView } from "@/ui/list/ListView";
import { NewTaskButton } from "./NewTaskButton";

type TasksTabProps = {
  /** The field of a task that names the record: `campaign`, `deal`, `lead`, `person`, `organization`, `contract`. */
  readonly entity: string;
  readonly recordId: number;
};

/** R29: tasks and messages sent about one record, and a new one about it. */
export function TasksTab({ entity, recordId }: TasksTabProps) {
  const [state, setState] = useState<ListState>(WHOLE);
  const fixed = useMemo(() => equals(entity, recordId), [entity, recordId]);
  const about = useMemo(() => ({ [entity]: recordId }), [entity, recordId]);
  return (
    <ListView entity="task" state={state} onState={setState} fixed={fixed} head={<NewTaskButton about={about} />} />
  );
}
