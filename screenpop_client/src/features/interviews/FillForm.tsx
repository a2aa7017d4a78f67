import { Alert, Button, Checkbox, Radio, Select, Stack, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { reasonOf } from "@/app/errors";
import { useInterviewCommands } from "@/app/interviewQueries";
import { useRecords } from "@/app/listQueries";
import { notify } from "@/app/notify";
import { useText } from "@/app/text";
import { stillAsked } from "@/model/answerText";
import { HeldPage } from "@/ui/record/HeldPage";
import { Empty } from "@/ui/States";
import { ApiError } from "@/wire/http";
import { randomId } from "@/wire/ids";
import type { InterviewView, Question } from "@/wire/messages.gen";
import classes from "./interviews.module.css";

type Answers = Readonly<Record<string, unknown>>;

type FillFormProps = {
  readonly view: InterviewView;
  /** Told when they were not taken, as another tab may be shown. */
  readonly onRefused: () => void;
};

/** R28: an operator asks, and writes down what a person says. */
export function FillForm({ view, onRefused }: FillFormProps) {
  const { t } = useText();
  const { fill } = useInterviewCommands(view.interview.id);
  const [given, setGiven] = useState<Answers>({});
  const answers = stillAsked(view.questions, given);
  const [person, setPerson] = useState<number | null>(null);
  const [key, setKey] = useState(randomId);
  const refused = fill.error instanceof ApiError ? fill.error.info.fields : {};
  if (view.questions.length === 0) return <Empty title={t("interviews.noQuestions")} />;
  const save = async (): Promise<boolean> => {
    try {
      const { score, most } = await fill.mutateAsync({ body: { answers, person_id: person }, key });
      notify(t, { message: t("interviews.kept", { score, most }), color: "teal" });
    } catch {
      onRefused(); // why is said below the answers
      return false;
    }
    setGiven({});
    setPerson(null);
    setKey(randomId());
    return true;
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save();
  };
  return (
    <form onSubmit={submit} noValidate className={classes.editor}>
      <HeldPage isHeld={person !== null || Object.keys(answers).length > 0} save={save} />
      <PersonSelect value={person} onValue={setPerson} error={refused.person_id?.message} />
      {view.questions.map((question) => (
        <fieldset key={question.id} className={classes.question}>
          <legend>
            <bdi>{question.wording}</bdi>
            {question.is_required && " *"}
          </legend>
          <AnswerField
            question={question}
            value={answers[question.id]}
            onValue={(value) => setGiven({ ...answers, [question.id]: value })}
          />
          {refused[`answers.${question.id}`] && (
            <div className={classes.error}>{refused[`answers.${question.id}`]?.message}</div>
          )}
        </fieldset>
      ))}
      {fill.error && (
        <Alert color="red" mb="sm">
          {reasonOf(fill.error, t)}
        </Alert>
      )}
      <Button type="submit" loading={fill.isPending}>
        {t("interviews.saveAnswers")}
      </Button>
    </form>
  );
}

type PersonSelectProps = {
  readonly value: number | null;
  readonly onValue: (id: number | null) => void;
  readonly error: string | undefined;
};

function PersonSelect({ value, onValue, error }: PersonSelectProps) {
  const { t } = useText();
  const [typed, setTyped] = useState("");
  const [named, setNamed] = useState<{ value: string; label: string } | null>(null);
  const found = (useRecords("person", typed, null, true).data?.rows ?? []).map((row) => ({
    value: String(row.id),
    label: String(row.full_name ?? ""),
  }));
  const kept = named && !found.some((one) => one.value === named.value) ? [named] : [];
  return (
    <Select
      mb="sm"
      label={t("interviews.person")}
      placeholder={t("interviews.personHint")}
      searchable
      clearable
      clearButtonProps={{ "aria-label": t("common.clear") }}
      error={error}
      searchValue={typed}
      onSearchChange={setTyped}
      filter={({ options }) => options}
      data={[...kept, ...found]}
      value={value === null ? null : String(value)}
      onChange={(id, option) => {
        setNamed(option);
        onValue(id === null ? null : Number(id));
      }}
    />
  );
}

type AnswerFieldProps = {
  readonly question: Question;
  readonly value: unknown;
  readonly onValue: (value: unknown) => void;
};

function AnswerField({ question, value, onValue }: AnswerFieldProps) {
  const { wording, kind, options } = question;
  if (kind === "text") {
    return (
      <Textarea
        aria-label={wording}
        autosize
        minRows={2}
        maxLength={5000}
        value={String(value ?? "")}
        onChange={(event) => onValue(event.currentTarget.value)}
      />
    );
  }
  if (kind === "number") {
    return (
      <TextInput
        aria-label={wording}
        inputMode="decimal"
        maxLength={40}
        value={String(value ?? "")}
        onChange={(event) => onValue(event.currentTarget.value)}
      />
    );
  }
  if (kind === "several") {
    const chosen = Array.isArray(value) ? value.map(String) : [];
    return (
      <Checkbox.Group aria-label={wording} value={chosen} onChange={(places) => onValue(places.map(Number))}>
        <Stack gap={6}>
          {options.map((option, place) => (
            <Checkbox key={option.text} value={String(place)} label={option.text} />
          ))}
        </Stack>
      </Checkbox.Group>
    );
  }
  const steps =
    kind === "scale"
      ? Array.from({ length: question.high - question.low + 1 }, (_, step) => String(question.low + step))
      : null;
  return (
    <Radio.Group
      aria-label={wording}
      value={value === undefined || value === null ? null : String(value)}
      onChange={(place) => onValue(Number(place))}
    >
      <div className={steps ? classes.steps : classes.choices}>
        {steps
          ? steps.map((step) => <Radio key={step} value={step} label={step} />)
          : options.map((option, place) => <Radio key={option.text} value={String(place)} label={option.text} />)}
      </div>
    </Radio.Group>
  );
}
