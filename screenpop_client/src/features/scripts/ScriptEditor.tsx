import { Alert, Badge, Button, Group } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { reasonOf } from "@/app/errors";
import { notify } from "@/app/notify";
import type { RecordPartProps } from "@/app/recordParts";
import { useScriptEdit, useScriptWrite } from "@/app/scriptQueries";
import { useSession } from "@/app/session";
import { useText } from "@/app/text";
import { isSame } from "@/model/draftEntry";
import { moved } from "@/model/questionDrafts";
import { changedAt, newStep, withoutStep } from "@/model/scriptDrafts";
import { HeldPage } from "@/ui/record/HeldPage";
import { Await, Empty } from "@/ui/States";
import { ApiError } from "@/wire/http";
import { randomId } from "@/wire/ids";
import type { ScriptEdit, ScriptStep } from "@/wire/messages.gen";
import { StepFields } from "./StepFields";
import classes from "./scripts.module.css";
import { TryOut } from "./TryOut";

/** The steps of a call script under its card (R102, R138): written, tried out, published. */
export function ScriptEditor({ view }: RecordPartProps) {
  const edit = useScriptEdit(view.id, view.version);
  const { role } = useSession().me.operator;
  if (role !== "manager" && role !== "admin") return null;
  return <Await query={edit}>{edit.data && <Steps edit={edit.data} />}</Await>;
}

function Steps({ edit }: { readonly edit: ScriptEdit }) {
  const { t } = useText();
  const write = useScriptWrite(edit.id);
  const [steps, setSteps] = useState(edit.steps);
  // Other steps that a colleague keeps meanwhile do not take the place of what is written here: saving then conflicts.
  const begun = useRef(edit);
  if (isSame(edit.steps, begun.current.steps)) begun.current = edit;
  const begin = (from: ScriptEdit) => {
    begun.current = from;
    setSteps(from.steps);
  };
  const [isTrying, setTrying] = useState(false);
  const refused = write.error instanceof ApiError ? write.error.info.fields : {};
  const change = (place: number, step: Partial<ScriptStep>) => setSteps(changedAt(steps, place, step));
  const move = (from: number, to: number) => setSteps(moved(steps, from, to));
  const onKeyDown = (event: KeyboardEvent, place: number) => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    move(place, event.key === "ArrowUp" ? place - 1 : place + 1);
  };
  const save = async (publish: boolean): Promise<boolean> => {
    try {
      begin(await write.mutateAsync({ version: begun.current.version, steps, publish }));
    } catch {
      return false; // said below the steps
    }
    notify(t, { message: t(publish ? "scripts.published" : "scripts.draftSaved"), color: "teal", seconds: 5 });
    return true;
  };
  const isChanged = !isSame(steps, edit.steps);
  const isTaken = write.error instanceof ApiError && write.error.status === 409;
  return (
    <section className={classes.editor} aria-labelledby="script-steps">
      <header className={classes.head}>
        <h2 id="script-steps">{t("scripts.steps")}</h2>
        <State edit={edit} isChanged={isChanged} />
      </header>
      {steps.length === 0 && <Empty title={t("scripts.noSteps")} />}
      <ol className={classes.steps}>
        {steps.map((step, place) => (
          <li key={step.key} onKeyDown={(event) => onKeyDown(event, place)}>
            <StepFields
              step={step}
              place={place}
              steps={steps}
              isUnreachable={!isChanged && edit.unreachable.includes(step.key)}
              errors={refused}
              onChange={(changes) => change(place, changes)}
              onMove={(by) => move(place, place + by)}
              onRemove={() => setSteps(withoutStep(steps, step.key))}
            />
          </li>
        ))}
      </ol>
      {refused.steps && <Alert color="red">{refused.steps.message}</Alert>}
      {write.error && !refused.steps && (
        <Alert color="red" role="alert">
          {reasonOf(write.error, t)}
          {isTaken && (
            <Button size="compact-xs" ml="sm" onClick={() => begin(edit)}>
              {t("scripts.showKept")}
            </Button>
          )}
        </Alert>
      )}
      <Group className={classes.foot}>
        <Button
          variant="default"
          leftSection={<IconPlus size={15} aria-hidden="true" />}
          onClick={() => setSteps([...steps, newStep(randomId())])}
        >
          {t("scripts.addStep")}
        </Button>
        <Button variant="default" disabled={steps.length === 0} onClick={() => setTrying(!isTrying)}>
          {t("scripts.tryOut")}
        </Button>
        <span className={classes.spacer} />
        <Button variant="default" loading={write.isPending} onClick={() => void save(false)}>
          {t("scripts.saveDraft")}
        </Button>
        <Button loading={write.isPending} onClick={() => void save(true)}>
          {t("scripts.publish")}
        </Button>
      </Group>
      {isTrying && steps.length > 0 && <TryOut steps={steps} />}
      <HeldPage isHeld={isChanged} save={() => save(false)} />
      {edit.revisions.length > 0 && <Revisions edit={edit} />}
    </section>
  );
}

function State({ edit, isChanged }: { readonly edit: ScriptEdit; readonly isChanged: boolean }) {
  const { t } = useText();
  const newest = edit.revisions[0];
  if (!newest) return <Badge color="gray">{t("scripts.neverPublished")}</Badge>;
  if (!edit.is_published || isChanged) return <Badge color="yellow">{t("scripts.notPublished")}</Badge>;
  return <Badge color="teal">{t("scripts.isPublished", { revision: newest.revision })}</Badge>;
}

function Revisions({ edit }: { readonly edit: ScriptEdit }) {
  const { t, format } = useText();
  return (
    <details>
      <summary>{t("scripts.revisions")}</summary>
      <ul className={classes.revisions}>
        {edit.revisions.map((one) => (
          <li key={one.id}>
            {t("scripts.revisionLine", {
              revision: one.revision,
              at: format.dateTime(one.published_at),
              by: one.published_by || "—",
            })}
          </li>
        ))}
      </ul>
    </details>
  );
}
