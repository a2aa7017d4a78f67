import { Alert, Button, Group } from "@mantine/core";
import { useText } from "@/app/text";
import { isMessage } from "@/i18n/translate";
import type { DraftState } from "@/model/draftPorts";
import type { Dictionaries } from "@/wire/messages.gen";
import { namesOf } from "./dictionaryNames";
import classes from "./InterestCard.module.css";

type DraftConflictsProps = {
  readonly draft: DraftState<Record<string, unknown>>;
  readonly keeper: { readonly resolve: (field: string, keepMine: boolean) => void };
  readonly dictionaries: Dictionaries;
};

/** Fields that were changed in another window too: the operator sees both values and chooses. */
export function DraftConflicts({ draft, keeper, dictionaries }: DraftConflictsProps) {
  const { t, language } = useText();
  if (draft.conflicts.length === 0) return null;
  const label = (field: string) => {
    const key = `field.${field}`;
    return isMessage(key) ? t(key) : field;
  };
  const show = (field: string, value: unknown) => {
    if (value === null || value === undefined || value === "") return t("interest.emptyValue");
    if (field === "script") return t("scripts.theirs");
    return namesOf(dictionaries, language)[field]?.get(Number(value)) ?? String(value);
  };
  return (
    <Alert color="orange" p="xs" className={classes.notice} role="alert">
      {draft.conflicts.map((conflict) => (
        <Group key={conflict.field} gap="xs">
          <span>{t("interest.conflict", { field: label(conflict.field) })}</span>
          <Button size="compact-xs" variant="default" onClick={() => keeper.resolve(conflict.field, true)}>
            {t("interest.keepMine")}
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => keeper.resolve(conflict.field, false)}>
            {t("interest.takeTheirs", { value: show(conflict.field, conflict.theirs) })}
          </Button>
        </Group>
      ))}
    </Alert>
  );
}
