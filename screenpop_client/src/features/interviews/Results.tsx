import { Button, Table } from "@mantine/core";
import { useInterviewResponses, useInterviewResults } from "@/app/interviewQueries";
import { hrefTo } from "@/app/router";
import { useText } from "@/app/text";
import { ExportButton } from "@/ui/list/ExportMenu";
import { Panel } from "@/ui/Panel";
import { Await, Empty } from "@/ui/States";
import { interviewApi } from "@/wire/interviewApi";
import type { QuestionResult } from "@/wire/messages.gen";
import { BarChart } from "./BarChart";
import classes from "./interviews.module.css";

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
          <Responses interviewId={interviewId} />
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
      {bars.length > 0 && <BarChart label={question.wording} bars={bars} answered={answered} />}
    </Panel>
  );
}

function Responses({ interviewId }: { readonly interviewId: number }) {
  const { t, format } = useText();
  const responses = useInterviewResponses(interviewId);
  const rows = responses.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <Panel title={t("interviews.list")}>
      <Await query={responses}>
        {rows.length === 0 ? (
          <Empty title={t("interviews.noResponses")} />
        ) : (
          <Table verticalSpacing={6} horizontalSpacing="md">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("interviews.at")}</Table.Th>
                <Table.Th>{t("interviews.person")}</Table.Th>
                <Table.Th>{t("interviews.by")}</Table.Th>
                <Table.Th ta="right">{t("interviews.points")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((row) => (
                <Table.Tr key={row.id}>
                  <Table.Td>{format.dateTime(row.at)}</Table.Td>
                  <Table.Td>
                    {row.person_id === null ? (
                      t("common.none")
                    ) : (
                      <a href={hrefTo({ page: "persons", id: row.person_id })}>{row.person}</a>
                    )}
                  </Table.Td>
                  <Table.Td>{row.by || t("interviews.byLink")}</Table.Td>
                  <Table.Td ta="right">{`${format.number(row.score)} / ${format.number(row.most)}`}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
        {responses.hasNextPage && (
          <Button m="sm" size="xs" variant="default" onClick={() => void responses.fetchNextPage()}>
            {t("common.more")}
          </Button>
        )}
      </Await>
    </Panel>
  );
}
