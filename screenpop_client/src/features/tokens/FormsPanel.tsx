import { Button, Code, Group, Select, Table, Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useDictionaries } from "@/app/queries";
import { useText } from "@/app/text";
import { formSnippet } from "@/model/formSnippet";
import { Panel } from "@/ui/Panel";
import { Empty } from "@/ui/States";
import type { WebForm, WebFormDraft } from "@/wire/messages.gen";
import { programs } from "@/wire/programs";
import { CopyButton } from "./Secret";
import classes from "./tokens.module.css";
import { mistakeOf, useWriting } from "./useWriting";
import { WideTable } from "./WideTable";

/** The forms on web sites, and the HTML of the one that was chosen. */
export function FormsPanel() {
  const { t, language } = useText();
  const [shown, setShown] = useState<WebForm | null>(null);
  const found = useQuery({ queryKey: ["programs", "forms"], queryFn: programs.forms });
  const forms = found.data ?? [];
  const html = shown ? formSnippet(shown, window.location.origin, language) : "";
  return (
    <>
      <NewForm onMade={setShown} />
      {shown && (
        <Panel title={`${t("programs.snippet")}: ${shown.name}`} aside={<CopyButton text={html} />}>
          <Code block>{html}</Code>
        </Panel>
      )}
      <Panel title={t("programs.forms")}>
        {found.isSuccess && forms.length === 0 ? (
          <Empty title={t("programs.noForms")} />
        ) : (
          <Forms forms={forms} onShow={setShown} />
        )}
      </Panel>
    </>
  );
}

const EMPTY = { name: "", origins: "", redirect_url: "", consent_text: "" };
type Words = typeof EMPTY;
type Ids = Pick<WebFormDraft, "topic_id" | "source_id" | "campaign_id">;

function NewForm({ onMade }: { readonly onMade: (form: WebForm) => void }) {
  const { t } = useText();
  const [words, setWords] = useState<Words>(EMPTY);
  const [ids, setIds] = useState<Ids>({});
  const choices = useDictionaries().data;
  const add = useWriting("forms", programs.addForm, (form) => {
    setWords(EMPTY);
    onMade(form);
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate({ ...words, ...ids, origins: words.origins.split(/\s+/).filter((origin) => origin !== "") });
  };
  const text = (field: keyof Words) => ({
    value: words[field],
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      setWords({ ...words, [field]: event.currentTarget.value }),
    error: mistakeOf(add.error, field),
  });
  const pick = (field: keyof Ids, rows: readonly { readonly id: number; readonly name: string }[] = []) => ({
    data: rows.map((row) => ({ value: String(row.id), label: row.name })),
    value: ids[field] ? String(ids[field]) : null,
    onChange: (value: string | null) => setIds({ ...ids, [field]: value === null ? null : Number(value) }),
    error: mistakeOf(add.error, field),
    clearable: true,
    searchable: true,
  });
  return (
    <form className={classes.form} onSubmit={submit}>
      <TextInput label={t("programs.name")} {...text("name")} />
      <TextInput
        label={t("programs.origins")}
        description={t("programs.originsHint")}
        inputWrapperOrder={["label", "input", "description", "error"]}
        w={300}
        {...text("origins")}
      />
      <Select label={t("programs.topic")} {...pick("topic_id", choices?.topics)} />
      <Select label={t("programs.source")} {...pick("source_id", choices?.sources)} />
      <Select label={t("programs.campaign")} {...pick("campaign_id", choices?.campaigns)} />
      <TextInput
        label={t("programs.redirect")}
        description={t("programs.redirectHint")}
        inputWrapperOrder={["label", "input", "description", "error"]}
        w={300}
        {...text("redirect_url")}
      />
      <Textarea
        label={t("programs.consent")}
        description={t("programs.consentHint")}
        inputWrapperOrder={["label", "input", "description", "error"]}
        autosize
        w={300}
        {...text("consent_text")}
      />
      <Button type="submit" loading={add.isPending}>
        {t("programs.addForm")}
      </Button>
    </form>
  );
}

type FormsProps = { readonly forms: readonly WebForm[]; readonly onShow: (form: WebForm) => void };

function Forms({ forms, onShow }: FormsProps) {
  const { t } = useText();
  const change = useWriting("forms", ({ id, key: _key, operator_id: _by, created_at: _at, ...draft }: WebForm) =>
    programs.changeForm(id, draft),
  );
  return (
    <WideTable heads={[t("programs.name"), t("programs.origins"), t("programs.state"), t("programs.snippet")]}>
      {forms.map((form) => (
        <Table.Tr key={form.id}>
          <Table.Td>{form.name}</Table.Td>
          <Table.Td>{form.origins.join(" ")}</Table.Td>
          <Table.Td>
            <Group gap="xs">
              {t(form.is_active ? "programs.isWorking" : "programs.isStopped")}
              <Button
                size="compact-xs"
                variant="default"
                onClick={() => change.mutate({ ...form, is_active: !form.is_active })}
              >
                {t(form.is_active ? "programs.stop" : "programs.start")}
              </Button>
            </Group>
          </Table.Td>
          <Table.Td>
            <Button size="compact-xs" variant="default" onClick={() => onShow(form)}>
              {t("programs.showSnippet")}
            </Button>
          </Table.Td>
        </Table.Tr>
      ))}
    </WideTable>
  );
}
