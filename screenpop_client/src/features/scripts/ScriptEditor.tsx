import { Alert, Badge, Button, Group } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { type KeyboardEvent, useState } from "react";
import { isChangedMeanwhile, reasonOf } from "@/app/errors";
import { notify } from "@/app/notify";
import type { RecordPartProps } from "@/app/recordParts";
import { useScriptEdit, useScriptWrite } from "@/app/scriptQueries";
import { useSession } from "@/app/session";
import { useText } from "@/app/text";
import { type HeldEditTools, useHeldEdit } from "@/app/useHeldEdit";
import { moved } from "@/model/questionDrafts";
import { changedAt, newStep, withoutStep, wordsOfStep } from "@/model/scriptDrafts";
import { HeldPage } from "@/ui/record/HeldPage";
import { Items, MeanwhilePanel, shownSides } from "@/ui/record/MeanwhilePanel";
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

type Written = { readonly steps: readonly ScriptStep[] };

function Steps({ edit }: { readonly edit: ScriptEdit }) {
  const { t } = useText();
  const write = useScriptWrite(edit.id);
  const held = useHeldEdit<Written>({ version: edit.version, values: { steps: edit.steps } }, write.isPending);
  const { steps } = held.values;
  const setSteps = (next: readonly ScriptStep[]) => held.change({ steps: next });
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
    if (!held.isAgreed) return false;
    try {
      const kept = await write.mutateAsync({ version: held.version, steps, publish });
      held.keep(held.values, kept.version, { steps: kept.steps });
    } catch {
      return false; // said below the steps
    }
    notify(t, { message: t(publish ? "scripts.published" : "scripts.draftSaved"), color: "teal", seconds: 5 });
    return true;
  };
  const isChanged = held.isEdited;
  return (
    <section className={classes.editor} aria-labelledby="script-steps">
      <header className={classes.head}>
        <h2 id="script-steps">{t("scripts.steps")}</h2>
        <State edit={edit} isChanged={isChanged} />
      </header>
      <Met id={edit.id} held={held} />
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
      {write.error && !refused.steps && !(held.meanwhile.length > 0 && isChangedMeanwhile(write.error)) && (
        <Alert color="red" role="alert">
          {reasonOf(write.error, t)}
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
        <Button variant="default" loading={write.isPending} disabled={!held.isAgreed} onClick={() => void save(false)}>
          {t("scripts.saveDraft")}
        </Button>
        <Button loading={write.isPending} disabled={!held.isAgreed} onClick={() => void save(true)}>
          {t("scripts.publish")}
        </Button>
      </Group>
      {isTrying && steps.length > 0 && <TryOut steps={steps} />}
      <HeldPage isHeld={isChanged} save={() => save(false)} />
      {edit.revisions.length > 0 && <Revisions edit={edit} />}
    </section>
  );
}

type MetProps = { readonly id: number; readonly held: HeldEditTools<Written> };

/** Other steps that a colleague kept meanwhile. */
function Met({ id, held }: MetProps) {
  const { t } = useText();
  const said = (steps: readonly ScriptStep[]) =>
    steps.map((step) => wordsOfStep(step, steps, (field) => t(`scripts.field.${field}`)));
  const lines = held.meanwhile.map((line) => ({
    ...line,
    label: t("scripts.steps"),
    ...shownSides(line, (value, other) => <Items items={said(value)} others={said(other)} />),
  }));
  return <MeanwhilePanel entity="call_script" id={id} version={held.version} lines={lines} onSettle={held.settle} />;
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
