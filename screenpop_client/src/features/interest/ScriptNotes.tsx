import { Button } from "@mantine/core";
import { useText } from "@/app/text";
import { askedFills, keepField, type ScriptState, takeFill, undoFills } from "@/model/callScript";
import { FILL_FIELDS } from "@/model/scriptDrafts";
import type { ScriptFill, ScriptRevision } from "@/wire/messages.gen";
import { nameIn, namesOf } from "./dictionaryNames";
import { fieldName } from "./ScriptPart";
import classes from "./script.module.css";
import type { InterestTools } from "./useInterest";
import type { useScript } from "./useScript";

type ScriptNotesProps = {
  readonly script: ReturnType<typeof useScript>;
  readonly revision: ScriptRevision;
  readonly state: ScriptState;
  readonly tools: InterestTools;
};

/** What the last answer filled, with the way back; what it would overwrite; another script that is for the talk. */
export function ScriptNotes({ script, revision, state, tools }: ScriptNotesProps) {
  const text = useText();
  const { t, language, format } = text;
  const last = state.answers.at(-1);
  const put = (last?.put ?? []).filter(({ field }) => FILLED.has(field));
  const asked = askedFills(revision, state, script.place());
  const present = () => script.present() ?? state;
  const shown = (fill: ScriptFill) => {
    if (fill.text) return fill.text;
    if (fill.field === "next_contact_at") return t("scripts.inDays", { count: format.number(fill.value ?? 0) });
    return namesOf(tools.dictionaries, language)[fill.field]?.get(fill.value ?? 0) ?? "";
  };
  return (
    <div className={classes.notes} role="status">
      {script.other && (
        <p>
          {t("scripts.other", { name: nameIn(script.other, language) })}
          <Button size="compact-xs" variant="light" onClick={script.take}>
            {t("scripts.takeOther")}
          </Button>
          <Button size="compact-xs" variant="subtle" onClick={script.refuse}>
            {t("scripts.stay")}
          </Button>
        </p>
      )}
      {asked.map((fill) => (
        <p key={fill.field}>
          {t("scripts.overwrite", { field: fieldName(fill.field, t), value: shown(fill) })}
          <Button
            size="compact-xs"
            variant="light"
            onClick={() => tools.change(takeFill(present(), fill, script.place()))}
          >
            {t("scripts.replace")}
          </Button>
          <Button size="compact-xs" variant="subtle" onClick={() => tools.change(keepField(present(), fill.field))}>
            {t("scripts.leave")}
          </Button>
        </p>
      ))}
      {put.length > 0 && (
        <p>
          {t("scripts.filled", { fields: put.map(({ field }) => fieldName(field, t)).join(", ") })}
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() => tools.change(undoFills(present(), script.place().values))}
          >
            {t("scripts.undo")}
          </Button>
        </p>
      )}
      {state.answers.length > 0 && (
        <p className={classes.given}>{state.answers.map((given) => answerText(given, revision)).join(" → ")}</p>
      )}
    </div>
  );
}

const FILLED: ReadonlySet<string> = new Set(FILL_FIELDS);

function answerText(given: ScriptState["answers"][number], revision: ScriptRevision): string {
  const step = revision.steps.find((one) => one.key === given.step);
  const chosen = given.answer === null ? undefined : step?.answers[given.answer];
  return chosen?.text ?? (given.text || (step?.title ?? ""));
}
