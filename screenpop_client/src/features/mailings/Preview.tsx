import { Alert, Button, Select, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { reasonsOf } from "@/app/errors";
import { notify } from "@/app/notify";
import { useText } from "@/app/text";
import { Panel } from "@/ui/Panel";
import { mailingApi } from "@/wire/mailingApi";
import type { AudiencePerson } from "@/wire/messages.gen";
import type { Letter } from "./LetterFields";
import classes from "./mailings.module.css";

type PreviewProps = {
  readonly mailingId: number;
  readonly letter: Letter;
  readonly people: readonly AudiencePerson[];
  readonly isSaved: boolean;
};

/** The letter as somebody of the audience would get it, and the way to get it oneself. */
export function Preview({ mailingId, letter, people, isSaved }: PreviewProps) {
  const { t } = useText();
  const [chosen, setChosen] = useState<string | null>(null);
  const personId = chosen === null ? null : Number(chosen);
  const shown = useQuery({
    queryKey: ["mailings", mailingId, "preview", letter, personId],
    queryFn: () => mailingApi.preview(mailingId, { ...letter, person_id: personId }),
    enabled: letter.subject.trim() !== "" && letter.body.trim() !== "",
    placeholderData: (before) => before,
    retry: false,
  });
  return (
    <Panel title={t("mailing.preview")}>
      <div className={classes.form}>
        <Select
          size="xs"
          clearable
          searchable
          label={t("mailing.previewFor")}
          placeholder={t("mailing.sample")}
          value={chosen}
          onChange={setChosen}
          data={people.map((person) => ({
            value: String(person.person_id),
            label: `${person.full_name} — ${person.address}`,
          }))}
        />
        {shown.error ? (
          <Alert color="red" variant="outline" role="alert">
            {reasonsOf(shown.error, t)}
          </Alert>
        ) : (
          shown.data && (
            <article className={classes.paper} aria-label={t("mailing.letter")}>
              <strong>{shown.data.subject}</strong>
              {"\n\n"}
              {shown.data.text}
            </article>
          )
        )}
        <TestSend mailingId={mailingId} personId={personId} isSaved={isSaved} />
      </div>
    </Panel>
  );
}

type TestSendProps = { readonly mailingId: number; readonly personId: number | null; readonly isSaved: boolean };

function TestSend({ mailingId, personId, isSaved }: TestSendProps) {
  const { t } = useText();
  const [to, setTo] = useState("");
  const send = useMutation({
    mutationFn: () => mailingApi.test(mailingId, { to, person_id: personId }),
    onSuccess: (sent) => notify(t, { color: "green", message: t("mailing.testSent", { to: sent.to }) }),
    onError: (error) => notify(t, { color: "red", message: reasonsOf(error, t) }),
  });
  return (
    <div className={classes.row}>
      <TextInput
        className={classes.grow}
        size="xs"
        type="email"
        label={t("mailing.testTo")}
        value={to}
        onChange={(event) => setTo(event.currentTarget.value)}
      />
      <Button size="xs" variant="default" disabled={!isSaved} loading={send.isPending} onClick={() => send.mutate()}>
        {t("mailing.test")}
      </Button>
    </div>
  );
}
