import { Alert, Button, Group } from "@mantine/core";
import { useText } from "@/app/text";
import { isMessage } from "@/i18n/translate";
import { shownConflicts } from "@/model/draftPartners";
import type { DraftState } from "@/model/draftPorts";
import type { Dictionaries } from "@/wire/messages.gen";
import { wordsOfValue } from "./conflictWords";
import { namesOf } from "./dictionaryNames";
import classes from "./InterestCard.module.css";

type DraftConflictsProps = {
  readonly draft: DraftState<Record<string, unknown>>;
  readonly keeper: { readonly resolve: (field: string, keepMine: boolean) => void };
  readonly dictionaries: Dictionaries;
  /** What numbers of fields mean that no dictionary has. */
  readonly namesElsewhere?: () => Readonly<Record<string, ReadonlyMap<number, string>>>;
};

/** Fields that were changed in another window too: the operator sees both values and chooses. */
export function DraftConflicts({ draft, keeper, dictionaries, namesElsewhere }: DraftConflictsProps) {
  const { t, language, format } = useText();
  if (draft.conflicts.length === 0) return null;
  const label = (field: string) => {
    const key = `field.${field}`;
    return isMessage(key) ? t(key) : field;
  };
  const known = { ...namesOf(dictionaries, language), ...namesElsewhere?.() };
  const show = (field: string, value: unknown) => {
    if (field === "script") return t("scripts.theirs");
    return wordsOfValue(field, value, { t, format, names: known });
  };
  return (
    <Alert color="orange" px="xs" py={4} className={classes.notice} role="alert">
      {shownConflicts(draft.conflicts).map((conflict) => (
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
