import { Button, Select, Switch, TextInput } from "@mantine/core";
import { useState } from "react";
import { useRecord } from "@/app/recordQueries";
import { useSession } from "@/app/session";
import { useText } from "@/app/text";
import { PageHead, Panel } from "@/ui/Panel";
import { HeldPage } from "@/ui/record/HeldPage";
import { Await } from "@/ui/States";
import type { RecordValues } from "@/wire/api";
import type { RecordView } from "@/wire/messages.gen";
import { LetterFields } from "./LetterFields";
import classes from "./mailings.module.css";
import { useLetterChange } from "./useMailing";

type Fields = RecordValues;

/** One template of the dictionary. */
export function TemplatePage({ templateId }: { templateId: number }) {
  const found = useRecord("mailing_template", templateId);
  const { save, isSaving } = useLetterChange("mailing_template", found.data);
  return (
    <Await query={found}>{found.data && <Template template={found.data} isSaving={isSaving} onSave={save} />}</Await>
  );
}

type TemplateProps = {
  readonly template: RecordView;
  readonly isSaving: boolean;
  readonly onSave: (fields: Fields) => Promise<boolean>;
};

function Template({ template, isSaving, onSave }: TemplateProps) {
  const { t } = useText();
  const { me } = useSession();
  const isFixed = me.operator.role !== "manager" && me.operator.role !== "admin";
  const kept = template.record;
  const [edited, setEdited] = useState<Fields>({});
  const whole: Fields = { ...kept, ...edited };
  const changes = Object.fromEntries(Object.entries(edited).filter(([name, value]) => value !== kept[name]));
  const isSaved = Object.keys(changes).length === 0;
  const edit = (fields: Fields) => setEdited((before) => ({ ...before, ...fields }));
  return (
    <div className={classes.page}>
      <HeldPage isHeld={!isSaved} save={() => onSave(changes)} />
      <PageHead title={String(kept.name)} />
      <Panel title={t("mailing.template")}>
        <div className={classes.form}>
          <div className={classes.row}>
            <TextInput
              className={classes.grow}
              size="xs"
              label={t("mailing.name")}
              value={String(whole.name)}
              maxLength={500}
              readOnly={isFixed}
              onChange={(event) => edit({ name: event.currentTarget.value })}
            />
            <Select
              size="xs"
              label={t("mailing.language")}
              value={String(whole.language)}
              readOnly={isFixed}
              allowDeselect={false}
              data={[
                { value: "ru", label: "Русский" },
                { value: "en", label: "English" },
              ]}
              onChange={(value) => value !== null && edit({ language: value })}
            />
            <Switch
              size="sm"
              label={t("mailing.inUse")}
              checked={whole.is_active === true}
              disabled={isFixed}
              onChange={(event) => edit({ is_active: event.currentTarget.checked })}
            />
          </div>
          <LetterFields
            letter={{ subject: String(whole.subject), body: String(whole.body) }}
            onLetter={edit}
            isFixed={isFixed}
          />
          {!isFixed && (
            <div className={classes.row}>
              <Button size="xs" disabled={isSaved} loading={isSaving} onClick={() => void onSave(changes)}>
                {t("mailing.save")}
              </Button>
            </div>
          )}
        </div>
      </Panel>
    </div>
  );
}
