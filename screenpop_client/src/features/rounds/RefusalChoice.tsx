import { Button, Select } from "@mantine/core";
import { useState } from "react";
import { useDictionaries } from "@/app/queries";
import { useText } from "@/app/text";
import classes from "./rounds.module.css";

type RefusalChoiceProps = {
  readonly isSaving: boolean;
  readonly onChoose: (reasonId: number) => void;
  readonly onBack: () => void;
};

/** Why they refused once more: chosen from the keyboard, or by hand. */
export function RefusalChoice({ isSaving, onChoose, onBack }: RefusalChoiceProps) {
  const { t, language } = useText();
  const [chosen, setChosen] = useState<string | null>(null);
  const reasons = (useDictionaries().data?.refusal_reasons ?? []).filter((reason) => reason.is_active);
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen !== null) onChoose(Number(chosen));
      }}
    >
      <Select
        size="sm"
        label={t("round.reason")}
        required
        autoFocus
        searchable
        defaultDropdownOpened
        value={chosen}
        data={reasons.map((reason) => ({
          value: String(reason.id),
          label: (language === "en" && reason.name_en) || reason.name,
        }))}
        onChange={setChosen}
      />
      <div className={classes.row}>
        <Button type="submit" size="sm" color="red" disabled={chosen === null} loading={isSaving}>
          {t("round.reasonSave")}
        </Button>
        <Button size="sm" variant="default" onClick={onBack}>
          {t("round.reasonBack")}
        </Button>
      </div>
    </form>
  );
}
