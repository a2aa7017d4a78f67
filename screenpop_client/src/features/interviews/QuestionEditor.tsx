import { Alert, Button, Group } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { type DragEvent, type KeyboardEvent, useRef } from "react";
import { isChangedMeanwhile, reasonOf } from "@/app/errors";
import { useInterviewCommands } from "@/app/interviewQueries";
import { notify } from "@/app/notify";
import { type TextTools, useText } from "@/app/text";
import { type HeldEditTools, useHeldEdit } from "@/app/useHeldEdit";
import {
  asksAlike,
  draftOf,
  type EditedQuestion,
  editedOf,
  moved,
  newQuestion,
  wordsOfOptions,
} from "@/model/questionDrafts";
import { HeldPage } from "@/ui/record/HeldPage";
import { Items, MeanwhilePanel, shownSides } from "@/ui/record/MeanwhilePanel";
import { Empty } from "@/ui/States";
import { ApiError } from "@/wire/http";
import { randomId } from "@/wire/ids";
import type { InterviewView } from "@/wire/messages.gen";
import classes from "./interviews.module.css";
import { QuestionFields } from "./QuestionFields";

type QuestionEditorProps = {
  readonly view: InterviewView;
  /** Told when they were not taken, as another tab may be shown. */
  readonly onRefused: () => void;
};

type Asked = { readonly questions: readonly EditedQuestion[] };

/** The questions of a form: written, ordered by keys or by dragging, saved all at once. */
export function QuestionEditor({ view, onRefused }: QuestionEditorProps) {
  const { t } = useText();
  const { id } = view.interview;
  const { reword } = useInterviewCommands(id);
  const edit = useHeldEdit<Asked>(
    { version: view.interview.version, values: { questions: view.questions.map(editedOf) } },
    reword.isPending,
    asksAlike,
  );
  const { questions } = edit.values;
  const setQuestions = (next: readonly EditedQuestion[]) => edit.change({ questions: next });
  const dragged = useRef<number | null>(null);
  const refused = reword.error instanceof ApiError ? reword.error.info.fields : {};

  const change = (place: number, next: EditedQuestion) =>
    setQuestions(questions.map((one, at) => (at === place ? next : one)));
  const move = (from: number, to: number) => setQuestions(moved(questions, from, to));
  const onKeyDown = (event: KeyboardEvent, place: number) => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    move(place, event.key === "ArrowUp" ? place - 1 : place + 1);
  };
  const onDrop = (event: DragEvent, place: number) => {
    event.preventDefault();
    if (dragged.current !== null) move(dragged.current, place);
    dragged.current = null;
  };
  const save = async (): Promise<boolean> => {
    if (!edit.isAgreed) {
      onRefused(); // what is to be chosen stands above the questions
      return false;
    }
    try {
      const known = new Set(edit.base.questions.map((one) => one.id));
      const drafts = questions.map(draftOf).map((one) => (known.has(one.id ?? null) ? one : { ...one, id: null }));
      const kept = await reword.mutateAsync({ version: edit.version, questions: drafts });
      edit.keep(edit.values, kept.interview.version, { questions: kept.questions.map(editedOf) });
    } catch {
      onRefused(); // why is said below the questions
      return false;
    }
    notify(t, { message: t("interviews.saved"), color: "teal", seconds: 4 });
    return true;
  };

  return (
    <div className={classes.editor}>
      <HeldPage isHeld={edit.isEdited} save={save} />
      {view.responses > 0 && (
        <Alert color="blue" variant="light" mb="sm">
          {t("interviews.answered")}
        </Alert>
      )}
      <Met id={id} edit={edit} />
      {questions.length === 0 && <Empty title={t("interviews.noQuestions")} />}
      <ol className={classes.questions}>
        {questions.map((question, place) => (
          <li
            key={question.key}
            onKeyDown={(event) => onKeyDown(event, place)}
            onDragOver={(event) => event.preventDefault()}
            onDrop={(event) => onDrop(event, place)}
          >
            <QuestionFields
              question={question}
              place={place}
              isLast={place === questions.length - 1}
              errorOf={(field) => refused[`questions.${place}.${field}`]?.message}
              onChange={(next) => change(place, next)}
              onMove={(to) => move(place, to)}
              onRemove={() => setQuestions(questions.filter((_, at) => at !== place))}
              onDragStart={() => {
                dragged.current = place;
              }}
            />
          </li>
        ))}
      </ol>
      {reword.error && !(edit.meanwhile.length > 0 && isChangedMeanwhile(reword.error)) && (
        <Alert color="red" mb="sm">
          {reasonOf(reword.error, t)}
        </Alert>
      )}
      <Group>
        <Button
          variant="default"
          leftSection={<IconPlus size={15} aria-hidden="true" />}
          onClick={() => setQuestions([...questions, newQuestion(randomId())])}
        >
          {t("interviews.add")}
        </Button>
        <Button onClick={() => void save()} loading={reword.isPending} disabled={!edit.isAgreed}>
          {t("common.save")}
        </Button>
      </Group>
    </div>
  );
}

type MetProps = { readonly id: number; readonly edit: HeldEditTools<Asked> };

/** Other questions that a colleague saved meanwhile. */
function Met({ id, edit }: MetProps) {
  const { t } = useText();
  const said = (asked: Asked["questions"]) => asked.map((question) => wordsOf(question, t));
  const lines = edit.meanwhile.map((line) => ({
    ...line,
    label: t("interviews.questions"),
    ...shownSides(line, (value, other) => <Items items={said(value)} others={said(other)} />),
  }));
  return <MeanwhilePanel entity="interview" id={id} version={edit.version} lines={lines} onSettle={edit.settle} />;
}

function wordsOf(question: EditedQuestion, t: TextTools["t"]): string {
  const kind = [t(`interviews.kind.${question.kind}`), wordsOfOptions(question)].filter(Boolean).join(": ");
  const need = question.isRequired ? [t("interviews.required")] : [];
  return `${question.wording} (${[kind, ...need].join("; ")})`;
}
