import { Alert, Button, Group } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { type DragEvent, type KeyboardEvent, useRef, useState } from "react";
import { reasonOf } from "@/app/errors";
import { useInterviewCommands } from "@/app/interviewQueries";
import { notify } from "@/app/notify";
import { useText } from "@/app/text";
import { isSame } from "@/model/draftEntry";
import { draftOf, type EditedQuestion, editedOf, moved, newQuestion } from "@/model/questionDrafts";
import { HeldPage } from "@/ui/record/HeldPage";
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

/** The questions of a form: written, ordered by keys or by dragging, saved all at once. */
export function QuestionEditor({ view, onRefused }: QuestionEditorProps) {
  const { t } = useText();
  const { id, version } = view.interview;
  const { reword } = useInterviewCommands(id);
  const [questions, setQuestions] = useState<readonly EditedQuestion[]>(() => view.questions.map(editedOf));
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
    try {
      await reword.mutateAsync({ version, questions: questions.map(draftOf) });
    } catch {
      onRefused(); // why is said below the questions
      return false;
    }
    notify(t, { message: t("interviews.saved"), color: "teal", seconds: 4 });
    return true;
  };

  return (
    <div className={classes.editor}>
      <HeldPage isHeld={!isSame(questions, view.questions.map(editedOf))} save={save} />
      {view.responses > 0 && (
        <Alert color="blue" variant="light" mb="sm">
          {t("interviews.answered")}
        </Alert>
      )}
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
      {reword.error && (
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
        <Button onClick={() => void save()} loading={reword.isPending}>
          {t("common.save")}
        </Button>
      </Group>
    </div>
  );
}
