import { Button, Table } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useState } from "react";
import { useInterviewResponses } from "@/app/interviewQueries";
import { hrefTo } from "@/app/router";
import { useText } from "@/app/text";
import { answersOf } from "@/model/answerText";
import { Panel } from "@/ui/Panel";
import { Await, Empty } from "@/ui/States";
import type { Question, ResponseRow } from "@/wire/messages.gen";
import classes from "./interviews.module.css";

type ResponsesProps = { readonly interviewId: number; readonly questions: readonly Question[] };

/** Every filled form, newest first; what is written in one unfolds below its row. */
export function Responses({ interviewId, questions }: ResponsesProps) {
  const { t } = useText();
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
                <Response key={row.id} row={row} questions={questions} />
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

type ResponseProps = { readonly row: ResponseRow; readonly questions: readonly Question[] };

function Response({ row, questions }: ResponseProps) {
  const { t, format } = useText();
  const [isOpen, setOpen] = useState(false);
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <>
      <Table.Tr>
        <Table.Td>
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<Chevron size={13} aria-hidden="true" />}
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            {format.dateTime(row.at)}
          </Button>
        </Table.Td>
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
      {isOpen && (
        <Table.Tr>
          <Table.Td colSpan={4}>
            <dl className={classes.answers}>
              {answersOf(questions, row.answers, format.decimalPoint).map(({ id, wording, text }) => (
                <div key={id}>
                  <dt>
                    <bdi>{wording}</bdi>
                  </dt>
                  <dd>
                    <bdi>{text}</bdi>
                  </dd>
                </div>
              ))}
            </dl>
          </Table.Td>
        </Table.Tr>
      )}
    </>
  );
}
