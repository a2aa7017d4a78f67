import { Button, Select, Switch, TextInput } from "@mantine/core";
import { useRecord } from "@/app/recordQueries";
import { useSession } from "@/app/session";
import { useText } from "@/app/text";
import { PageHead, Panel } from "@/ui/Panel";
import { HeldPage } from "@/ui/record/HeldPage";
import { Await } from "@/ui/States";
import type { RecordView } from "@/wire/messages.gen";
import { LetterFields } from "./LetterFields";
import { LetterMet } from "./LetterMet";
import classes from "./mailings.module.css";
import { useLetterEdit } from "./useLetterEdit";

const FIELDS = ["name", "language", "is_active", "subject", "body"];

/** One template of the dictionary. */
export function TemplatePage({ templateId }: { templateId: number }) {
  const found = useRecord("mailing_template", templateId);
  return <Await query={found}>{found.data && <Template template={found.data} />}</Await>;
}

function Template({ template }: { readonly template: RecordView }) {
  const { t } = useText();
  const { me } = useSession();
  const isFixed = me.operator.role !== "manager" && me.operator.role !== "admin";
  const letter = useLetterEdit("mailing_template", template, FIELDS);
  const { whole, save, isSaving, held } = letter;
  const edit = held.change;
  return (
    <div className={classes.page}>
      <HeldPage isHeld={held.isEdited} save={save} />
      <PageHead title={String(template.record.name)} />
      <LetterMet entity="mailing_template" id={template.id} letter={letter} />
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
              <Button size="xs" disabled={!letter.maySave} loading={isSaving} onClick={() => void save()}>
                {t("mailing.save")}
              </Button>
            </div>
          )}
        </div>
      </Panel>
    </div>
  );
}
