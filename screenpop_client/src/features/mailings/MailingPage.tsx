import { Button, NumberInput, Text, TextInput } from "@mantine/core";
import { type ReactNode, useMemo, useState } from "react";
import { useRecord } from "@/app/recordQueries";
import { useSession } from "@/app/session";
import { useText } from "@/app/text";
import { equals } from "@/model/listFilter";
import { type ListState, WHOLE } from "@/model/listState";
import { RowLink } from "@/ui/links";
import { ListView } from "@/ui/list/ListView";
import { PageHead, Panel } from "@/ui/Panel";
import { HeldPage } from "@/ui/record/HeldPage";
import { Await } from "@/ui/States";
import type { RecordValues } from "@/wire/api";
import type { MailingProgress, RecordView } from "@/wire/messages.gen";
import { AudienceChoice } from "./AudienceChoice";
import { type Letter, LetterFields } from "./LetterFields";
import { LetterMet } from "./LetterMet";
import classes from "./mailings.module.css";
import { Preview } from "./Preview";
import { Progress } from "./Progress";
import { SendAgain } from "./SendAgain";
import { TemplateChoice } from "./TemplateChoice";
import { useLetterEdit } from "./useLetterEdit";
import { useAudience, useProgress } from "./useMailing";

/** R27: a mailing - what it says, to whom, how it looks, and what became of each letter. */
export function MailingPage({ mailingId }: { mailingId: number }) {
  const found = useRecord("mailing", mailingId);
  const progress = useProgress(mailingId);
  return (
    <Await query={found}>
      <Await query={progress}>
        {found.data && progress.data && <Card key={mailingId} mailing={found.data} progress={progress.data} />}
      </Await>
    </Await>
  );
}

type Fields = RecordValues;

const FIELDS = ["name", "per_minute", "audience", "template", "subject", "body"];

type CardProps = {
  readonly mailing: RecordView;
  readonly progress: MailingProgress;
};

function Card({ mailing, progress }: CardProps) {
  const { me } = useSession();
  const isManager = me.operator.role === "manager" || me.operator.role === "admin";
  const isDraft = isManager && progress.state === "draft";
  const kept = mailing.record;
  const written = useLetterEdit("mailing", mailing, FIELDS);
  const { whole, save, held } = written;
  const isSaved = !held.isEdited;
  const audience = useAudience(mailing.id, isManager && isDraft && isSaved && kept.audience !== "{}");
  const letter: Letter = { subject: String(whole.subject), body: String(whole.body) };
  const edit = held.change;
  return (
    <div className={classes.page}>
      <HeldPage isHeld={!isSaved} save={save} />
      <PageHead title={String(kept.name)}>
        {typeof kept.campaign === "number" && (
          <RowLink page="campaigns" id={kept.campaign} text={mailing.names.campaign ?? ""} />
        )}
      </PageHead>
      <LetterMet entity="mailing" id={mailing.id} letter={written} />
      <Progress progress={progress} isReady={isSaved && (audience.data?.addresses ?? 0) > 0} />
      <div className="twoPanels">
        <Letters
          whole={whole}
          letter={letter}
          isDraft={isDraft}
          isSaving={written.isSaving}
          isSaved={isSaved}
          maySave={written.maySave}
          onEdit={edit}
          onSave={() => void save()}
        >
          <AudienceChoice
            audience={String(whole.audience)}
            event={mailing.names.campaign ?? ""}
            counted={isSaved ? audience.data : undefined}
            isDraft={isDraft}
            onAudience={(text) => edit({ audience: text })}
          />
        </Letters>
        {isManager && (
          <Preview
            mailingId={mailing.id}
            letter={letter}
            people={audience.data?.people ?? []}
            isSaved={isSaved && letter.subject !== "" && letter.body !== ""}
          />
        )}
      </div>
      {progress.state !== "draft" && progress.state !== "scheduled" && <Recipients mailingId={mailing.id} />}
    </div>
  );
}

type LettersProps = {
  readonly whole: Fields;
  readonly letter: Letter;
  readonly isDraft: boolean;
  readonly isSaving: boolean;
  readonly isSaved: boolean;
  readonly maySave: boolean;
  readonly onEdit: (fields: Fields) => void;
  readonly onSave: () => void;
  readonly children: ReactNode;
};

function Letters({ whole, letter, isDraft, isSaving, isSaved, maySave, onEdit, onSave, children }: LettersProps) {
  const { t } = useText();
  return (
    <Panel title={t("mailing.letter")}>
      <div className={classes.form}>
        <div className={classes.row}>
          <TextInput
            className={classes.grow}
            size="xs"
            label={t("mailing.name")}
            value={String(whole.name)}
            maxLength={500}
            readOnly={!isDraft}
            onChange={(event) => onEdit({ name: event.currentTarget.value })}
          />
          <NumberInput
            size="xs"
            w={130}
            label={t("mailing.perMinute")}
            value={Number(whole.per_minute)}
            min={1}
            max={60_000}
            readOnly={!isDraft}
            onChange={(value) => typeof value === "number" && onEdit({ per_minute: value })}
          />
        </div>
        {children}
        {isDraft && <TemplateChoice onTemplate={(template) => onEdit(template)} />}
        <LetterFields letter={letter} onLetter={onEdit} isFixed={!isDraft} />
        {isDraft && (
          <div className={classes.row}>
            <Button size="xs" disabled={!maySave} loading={isSaving} onClick={onSave}>
              {t("mailing.save")}
            </Button>
            {isSaved && (
              <Text size="xs" c="dimmed">
                {t("mailing.saved")}
              </Text>
            )}
          </div>
        )}
      </div>
    </Panel>
  );
}

function Recipients({ mailingId }: { readonly mailingId: number }) {
  const { t } = useText();
  const fixed = useMemo(() => equals("mailing", mailingId), [mailingId]);
  const [state, setState] = useState<ListState>(WHOLE);
  const [active, setActive] = useState<number | null>(null);
  return (
    <section className={classes.recipients} aria-label={t("mailing.recipients")}>
      <ListView
        entity="mailing_recipient"
        state={state}
        onState={setState}
        fixed={fixed}
        activeId={active}
        onActive={(row) => setActive(row.id)}
        head={
          <>
            <h2 className={classes.heading}>{t("mailing.recipients")}</h2>
            <SendAgain mailingId={mailingId} recipientId={active} />
          </>
        }
      />
    </section>
  );
}
