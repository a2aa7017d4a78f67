import { NewTaskButton } from "@/features/tasks/NewTaskButton";

type NewTaskAboutProps = {
  /** The field of a task that names the record. */
  readonly field: "campaign" | "deal" | "lead" | "person" | "organization";
  readonly id: number;
};

/** Give a task about the record whose page this is (R29). */
export function NewTaskAbout({ field, id }: NewTaskAboutProps) {
  return <NewTaskButton about={{ [field]: id }} variant="default" />;
}
