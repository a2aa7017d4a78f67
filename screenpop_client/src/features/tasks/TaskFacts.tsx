import { hrefToRecord } from "@/app/router";
import { useText } from "@/app/text";
import { Panel } from "@/ui/Panel";
import type { TaskPart, TaskView } from "@/wire/messages.gen";
import classes from "./tasks.module.css";

const ABOUT = ["campaign", "deal", "lead", "person", "organization"] as const;

/** Who gave it to whom, by when, about what. */
export function TaskFacts({ view }: { readonly view: TaskView }) {
  const { t, format } = useText();
  const { record, names } = view.task;
  const about = ABOUT.flatMap((kind) => {
    const id = record[kind];
    return typeof id === "number" ? [{ kind, id, name: names[kind] || `№${id}` }] : [];
  });
  return (
    <div>
      <Panel title={t("tasks.parts")}>
        <ul className={classes.parts}>
          {view.parts.map((part) => (
            <li key={part.employee_id}>
              <bdi>{part.name}</bdi>
              <small>
                <State part={part} />
              </small>
            </li>
          ))}
        </ul>
        <dl className={classes.facts}>
          <dt>{t("tasks.from")}</dt>
          <dd>
            <bdi>{names.author}</bdi>
          </dd>
          {typeof record.due_at === "string" && (
            <>
              <dt>{t("tasks.due")}</dt>
              <dd>{format.dateTime(record.due_at)}</dd>
            </>
          )}
          {about.length > 0 && <dt>{t("tasks.about")}</dt>}
          {about.map(({ kind, id, name }) => (
            <dd key={kind}>
              <RecordLink href={hrefToRecord(kind, id)} name={name} />
            </dd>
          ))}
        </dl>
      </Panel>
    </div>
  );
}

function RecordLink({ href, name }: { readonly href: string | null; readonly name: string }) {
  return href === null ? <bdi>{name}</bdi> : <a href={href}>{name}</a>;
}

function State({ part }: { readonly part: TaskPart }) {
  const { t, format } = useText();
  if (part.done_at) return t("tasks.doneAt", { at: format.dateTime(part.done_at) });
  return t(part.seen_at ? "tasks.seen" : "tasks.notSeen");
}
