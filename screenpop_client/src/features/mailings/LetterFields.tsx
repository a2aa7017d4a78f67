import { Button, Textarea, TextInput } from "@mantine/core";
import { useRef } from "react";
import { useText } from "@/app/text";
import classes from "./mailings.module.css";

/** The fields of docs/api.md, as each language writes them. */
const FIELDS = {
  ru: ["имя", "имя_отчество", "фио", "организация", "должность", "мероприятие", "отписаться"],
  en: ["name", "names", "full_name", "organization", "job_title", "event", "unsubscribe"],
} as const;

/** As call scripts write theirs too. */
const inBraces = (field: string) => `{{${field}}}`;

export type Letter = { readonly subject: string; readonly body: string };

type LetterFieldsProps = {
  readonly letter: Letter;
  readonly onLetter: (letter: Letter) => void;
  readonly isFixed?: boolean;
  readonly errors?: Readonly<Partial<Record<keyof Letter, string>>>;
};

/** Subject and text, with a button for each field. */
export function LetterFields({ letter, onLetter, isFixed = false, errors = {} }: LetterFieldsProps) {
  const { t, language } = useText();
  const body = useRef<HTMLTextAreaElement>(null);
  const insert = (field: string) => {
    const area = body.current;
    const start = area?.selectionStart ?? letter.body.length;
    const end = area?.selectionEnd ?? start;
    const written = inBraces(field);
    onLetter({ ...letter, body: letter.body.slice(0, start) + written + letter.body.slice(end) });
    requestAnimationFrame(() => {
      area?.focus();
      area?.setSelectionRange(start + written.length, start + written.length);
    });
  };
  return (
    <>
      <TextInput
        size="xs"
        label={t("mailing.subject")}
        value={letter.subject}
        maxLength={300}
        readOnly={isFixed}
        error={errors.subject}
        onChange={(event) => onLetter({ ...letter, subject: event.currentTarget.value })}
      />
      <Textarea
        ref={body}
        size="xs"
        label={t("mailing.body")}
        value={letter.body}
        maxLength={20_000}
        minRows={7}
        maxRows={16}
        autosize
        readOnly={isFixed}
        error={errors.body}
        onChange={(event) => onLetter({ ...letter, body: event.currentTarget.value })}
      />
      {!isFixed && (
        <fieldset className={classes.fields} aria-label={t("mailing.fields")}>
          {FIELDS[language].map((field) => (
            <Button key={field} size="compact-xs" variant="light" onClick={() => insert(field)}>
              {inBraces(field)}
            </Button>
          ))}
        </fieldset>
      )}
    </>
  );
}
