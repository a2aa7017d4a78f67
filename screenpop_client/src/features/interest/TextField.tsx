import { Textarea, TextInput } from "@mantine/core";
import { useText } from "@/app/text";
import type { DraftSource } from "@/model/restedDraft";
import { describe, FieldRow } from "./FieldRow";
import { useTypedText } from "./useTyped";

type Texts<F extends string> = Readonly<Record<F, string>>;

type TextProps<F extends string> = {
  readonly keeper: DraftSource<Texts<F>>;
  readonly error: string | undefined;
  readonly onType: (text: string) => void;
};

/** What else there is to reach the person by, in one line. */
export function ExtraField({ keeper, error, onType }: TextProps<"extra">) {
  const { t } = useText();
  const typed = useTypedText<Texts<"extra">, HTMLInputElement>(keeper, ({ extra }) => extra, onType);
  return (
    <FieldRow name="extra" label="field.extra" error={error}>
      {(id) => (
        <TextInput
          id={id}
          size="xs"
          autoComplete="off"
          placeholder={t("interest.extraHint")}
          {...typed}
          {...describe(id, error)}
        />
      )}
    </FieldRow>
  );
}

/** The long account of the talk, of an interest and of a deal's contact. */
export function ContentField({ keeper, error, onType }: TextProps<"content">) {
  const { t } = useText();
  const typed = useTypedText<Texts<"content">, HTMLTextAreaElement>(keeper, ({ content }) => content, onType);
  return (
    <FieldRow name="content" label="field.content" error={error} isTall>
      {(id) => (
        <Textarea
          id={id}
          size="xs"
          autosize={false}
          rows={6}
          placeholder={t("interest.contentHint")}
          {...typed}
          {...describe(id, error)}
        />
      )}
    </FieldRow>
  );
}
