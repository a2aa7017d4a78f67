import { useInterviewResults } from "@/app/interviewQueries";
import { useText } from "@/app/text";
import { ExportButton } from "@/ui/list/ExportMenu";
import { Panel } from "@/ui/Panel";
import { Await } from "@/ui/States";
import { interviewApi } from "@/wire/interviewApi";
import type { QuestionResult } from "@/wire/messages.gen";
import { BarChart } from "./BarChart";
import classes from "./interviews.module.css";
import { Responses } from "./Responses";

/** What was answered: counted and drawn, listed, as a file. */
export function Results({ interviewId }: { readonly interviewId: number }) {
  const { t, format } = useText();
  const results = useInterviewResults(interviewId);
  const counted = results.data;
  return (
    <Await query={results}>
      {counted && (
        <>
          <div className={classes.head}>
            <b>{t("interviews.responses", { count: format.number(counted.responses) })}</b>
            {counted.average_score !== null && (
              <span>{t("interviews.averageScore", { score: format.number(Number(counted.average_score)) })}</span>
            )}
            <ExportButton label={t("list.export")} href={(kind) => interviewApi.exportUrl(interviewId, kind)} />
          </div>
          <div className={classes.charts}>
            {counted.questions.map((one) => (
              <Chart key={one.question.id} result={one} />
            ))}
          </div>
          <Responses interviewId={interviewId} questions={counted.questions.map(({ question }) => question)} />
        </>
      )}
    </Await>
  );
}

function Chart({ result }: { readonly result: QuestionResult }) {
  const { t, format } = useText();
  const { question, bars, answered, average } = result;
  const aside = [
    t("interviews.answers", { count: format.number(answered) }),
    average !== null && t("interviews.average", { value: format.number(Number(average)) }),
    !question.is_active && t("interviews.retired"),
  ].filter(Boolean);
  return (
    <Panel title={question.wording} aside={<small>{aside.join(" · ")}</small>}>
      {bars.length > 0 ? (
        <BarChart label={question.wording} bars={bars} answered={answered} />
      ) : (
        answered > 0 && <p className={classes.below}>{t("interviews.readBelow")}</p>
      )}
    </Panel>
  );
}
