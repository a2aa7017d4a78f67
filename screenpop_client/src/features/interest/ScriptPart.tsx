import { ActionIcon, Button, Select, Textarea, Tooltip } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";
import { useRef } from "react";
import { useSession } from "@/app/session";
import { type Say, useText } from "@/app/text";
import { useKeys } from "@/app/useKeys";
import { calledBy, give, goBack, saidWords, stateUnder, stepOf } from "@/model/callScript";
import type { InterestValues } from "@/model/interestForm";
import { hintOf } from "@/model/keys";
import { HintButton } from "@/ui/HintButton";
import { Empty } from "@/ui/States";
import type { Card, ScriptStep } from "@/wire/messages.gen";
import { nameIn, namesOf } from "./dictionaryNames";
import { focusField } from "./focus";
import { ScriptNotes } from "./ScriptNotes";
import classes from "./script.module.css";
import type { InterestTools } from "./useInterest";
import { useScript } from "./useScript";
import { useTypedText } from "./useTyped";

export const SAYS = ["say1", "say2", "say3", "say4", "say5", "say6"] as const;

type ScriptPartProps = { readonly tools: InterestTools; readonly card: Card | undefined };

/** The call script, lower left (R102): what to say now, its answers on keys, what they filled. */
export function ScriptPart({ tools, card }: ScriptPartProps) {
  const { t, language } = useText();
  const script = useScript(tools, card);
  const { revision, state } = script;
  const words = useWords(tools);
  const root = useRef<HTMLElement>(null);
  const step = revision && state ? stepOf(revision, state) : undefined;
  const answer = (at: number) => {
    const present = script.present();
    if (!step || !present) return false;
    const isChoice = step.ask === "choice";
    if (at >= (isChoice ? step.answers.length : 1)) return false;
    const text = step.ask === "field" ? fieldText(step, tools, language) : step.ask === "text" ? present.typed : "";
    tools.change(give(step, present, isChoice ? at : null, text, script.place()));
  };
  const back = () => {
    const present = script.present();
    return present && present.answers.length > 0 ? tools.change(goBack(present, script.place().values)) : false;
  };
  const jump = () => {
    const steps = root.current?.querySelector<HTMLElement>("input[data-jump], [data-jump] input");
    steps?.focus();
    steps?.click();
  };
  useKeys({
    ...Object.fromEntries(SAYS.map((say, at) => [say, () => answer(at)])),
    scriptBack: back,
    scriptJump: jump,
  });
  return (
    <section className={classes.script} aria-labelledby="interest-script" ref={root}>
      <header>
        <h3 id="interest-script">{t("interest.script")}</h3>
        {revision && state && (
          <>
            <small title={t("scripts.revision", { revision: revision.revision })}>
              <bdi>{nameIn(revision, language)}</bdi>
            </small>
            <Select
              data-jump
              size="xs"
              w={170}
              aria-label={`${t("scripts.jump")} (${hintOf("scriptJump")})`}
              value={state.step === "" ? null : state.step}
              placeholder={t("scripts.ended")}
              allowDeselect={false}
              data={revision.steps.map((one, at) => ({ value: one.key, label: `${at + 1}. ${one.title}` }))}
              onChange={(key) => key && tools.change({ script: { ...state, step: key, typed: "" } })}
            />
            <Tooltip label={`${t("scripts.back")} (${hintOf("scriptBack")})`}>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t("scripts.back")}
                disabled={state.answers.length === 0}
                onClick={back}
              >
                <IconArrowBackUp size={17} />
              </ActionIcon>
            </Tooltip>
          </>
        )}
      </header>
      {revision && state ? (
        <>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard (axe) */}
          <div className={classes.words} tabIndex={0} role="status" aria-label={step?.title ?? t("scripts.ended")}>
            {step ? saidWords(step.words || step.title, words) : t("scripts.endedLong")}
          </div>
          {step && (
            <Answers
              key={step.key}
              step={step}
              keeper={tools.keeper}
              typedIn={({ script: kept }) => stateUnder(revision, kept).typed}
              onAnswer={answer}
              onTyped={(typed) => tools.change({ script: { ...(script.present() ?? state), typed } })}
            />
          )}
          <ScriptNotes script={script} revision={revision} state={state} tools={tools} />
        </>
      ) : (
        !script.isAsking && (
          <Empty title={t(tools.values.topic_id === null ? "interest.noTopicYet" : "interest.noScript")} />
        )
      )}
    </section>
  );
}

type AnswersProps = {
  readonly step: ScriptStep;
  readonly keeper: InterestTools["keeper"];
  readonly typedIn: (values: InterestValues) => string;
  readonly onAnswer: (at: number) => unknown;
  readonly onTyped: (typed: string) => void;
};

function Answers({ step, keeper, typedIn, onAnswer, onTyped }: AnswersProps) {
  const { t } = useText();
  const typed = useTypedText<InterestValues, HTMLTextAreaElement>(keeper, typedIn, onTyped);
  const labels = step.ask === "choice" ? step.answers.map((one) => one.text) : [t("scripts.next")];
  return (
    <div className={classes.answers}>
      {step.ask === "text" && (
        <Textarea
          flex={1}
          size="xs"
          rows={1}
          maxLength={2000}
          aria-label={step.title}
          placeholder={t("scripts.answer")}
          {...typed}
        />
      )}
      {step.ask === "field" && step.fill && (
        <Button size="compact-sm" variant="light" onClick={() => focusField(document.body, [step.fill ?? ""])}>
          {t("scripts.toField", { field: fieldName(step.fill, t) })}
        </Button>
      )}
      {labels.map((label, at) => {
        const say = SAYS[at];
        return (
          <HintButton
            // biome-ignore lint/suspicious/noArrayIndexKey: an answer is its place
            key={at}
            size="compact-sm"
            variant="default"
            hint={say ? hintOf(say) : ""}
            showsHint={say !== undefined}
            onClick={() => onAnswer(at)}
          >
            {label}
          </HintButton>
        );
      })}
    </div>
  );
}

/** What a field of the card is called. */
export function fieldName(field: string, t: Say): string {
  return t(`scripts.field.${field}` as Parameters<Say>[0]);
}

function fieldText(step: ScriptStep, tools: InterestTools, language: Parameters<typeof namesOf>[1]): string {
  const value = step.fill === null ? null : tools.keeper.state.values[step.fill];
  if (value === null || value === "") return "";
  return namesOf(tools.dictionaries, language)[step.fill ?? ""]?.get(Number(value)) ?? String(value);
}

/** What stands for the fields in double braces, under both languages' names of them. */
function useWords(tools: InterestTools): Readonly<Record<string, string>> {
  const { language } = useText();
  const { me } = useSession();
  const names = namesOf(tools.dictionaries, language);
  const of = (field: "topic_id" | "campaign_id") => names[field]?.get(tools.values[field] ?? 0) ?? "";
  const name = calledBy(tools.values.person_text);
  const operator = me.operator.full_name;
  const organization = tools.values.organization_text;
  const [event, topic] = [of("campaign_id"), of("topic_id")];
  return {
    имя: name,
    оператор: operator,
    мероприятие: event,
    организация: organization,
    тема: topic,
    name,
    operator,
    event,
    organization,
    topic,
  };
}
