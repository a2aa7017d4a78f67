import { Alert, Button, Switch, Tabs } from "@mantine/core";
import { IconCopy, IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import { copyText } from "@/app/copyText";
import { reasonOf } from "@/app/errors";
import { useInterview, useInterviewCommands } from "@/app/interviewQueries";
import { notify } from "@/app/notify";
import { useSession } from "@/app/session";
import { useText } from "@/app/text";
import { RowLink } from "@/ui/links";
import { PageHead } from "@/ui/Panel";
import { RecordDialog } from "@/ui/record/RecordDialog";
import { Await } from "@/ui/States";
import type { InterviewView } from "@/wire/messages.gen";
import { FillForm } from "./FillForm";
import { QuestionEditor } from "./QuestionEditor";
import { Results } from "./Results";

/** One questionnaire: its questions, filling it, what was answered. */
export function InterviewPage({ interviewId }: { readonly interviewId: number }) {
  const interview = useInterview(interviewId);
  return <Await query={interview}>{interview.data && <Known view={interview.data} />}</Await>;
}

function Known({ view }: { readonly view: InterviewView }) {
  const { t } = useText();
  const { me } = useSession();
  const { id, version, record } = view.interview;
  const { change } = useInterviewCommands(id);
  const [isCardOpen, setCardOpen] = useState(false);
  const mayWrite = me.operator.role !== "operator";
  const [tab, setTab] = useState<string | null>(mayWrite ? "questions" : "fill");
  const isOpen = record.is_open === true;
  const link = `${window.location.origin}/f/${view.public_token}`;
  const copy = async () => {
    const isCopied = await copyText(link);
    notify(t, { message: isCopied ? t("interviews.copied") : link, color: "teal", seconds: isCopied ? 4 : 20 });
  };
  return (
    <>
      <PageHead title={String(record.name)}>
        {typeof record.campaign === "number" && (
          <RowLink page="campaigns" id={record.campaign} text={view.interview.names.campaign ?? ""} />
        )}
        {mayWrite && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPencil size={14} aria-hidden="true" />}
            onClick={() => setCardOpen(true)}
          >
            {t("interviews.card")}
          </Button>
        )}
        <Switch
          label={t("interviews.open")}
          checked={isOpen}
          disabled={!mayWrite || change.isPending}
          onChange={() => change.mutate({ version, body: { is_open: !isOpen } })}
        />
        {isOpen && (
          <>
            <a href={link} target="_blank" rel="noreferrer">
              {t("interviews.link")}
            </a>
            <Button size="xs" variant="default" leftSection={<IconCopy size={14} aria-hidden="true" />} onClick={copy}>
              {t("interviews.copy")}
            </Button>
          </>
        )}
      </PageHead>
      {isCardOpen && <RecordDialog entity="interview" id={id} onClose={() => setCardOpen(false)} />}
      {change.error && <Alert color="red">{reasonOf(change.error, t)}</Alert>}
      {/* Not as an activity, whose effects stop while it is hidden: what is written there still holds the page. */}
      <Tabs value={tab} onChange={setTab} keepMounted={false} keepMountedMode="display-none">
        <Tabs.List aria-label={String(record.name)}>
          {mayWrite && <Tabs.Tab value="questions">{t("interviews.questions")}</Tabs.Tab>}
          <Tabs.Tab value="fill">{t("interviews.fill")}</Tabs.Tab>
          {mayWrite && <Tabs.Tab value="results">{t("interviews.results")}</Tabs.Tab>}
        </Tabs.List>
        {/* What is written under one tab is still there after a look at another. */}
        {mayWrite && (
          <Tabs.Panel value="questions" pt="sm" keepMounted>
            <QuestionEditor view={view} onRefused={() => setTab("questions")} />
          </Tabs.Panel>
        )}
        <Tabs.Panel value="fill" pt="sm" keepMounted>
          <FillForm view={view} onRefused={() => setTab("fill")} />
        </Tabs.Panel>
        <Tabs.Panel value="results" pt="sm">
          <Results interviewId={id} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
