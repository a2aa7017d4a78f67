import { hrefTo } from "@/app/router";
import { useText } from "@/app/text";
import { Panel } from "@/ui/Panel";
import type { ReminderLetters } from "@/wire/messages.gen";
import classes from "./day.module.css";

/** Whether reminders come by e-mail too, and what is in the way of that. */
export function LettersPanel({ letters }: { readonly letters: ReminderLetters }) {
  const { t } = useText();
  const { problem, words, address } = letters;
  const goes = letters.is_wanted && problem !== "no_server" && problem !== "no_address";
  return (
    <Panel title={t("day.letters")}>
      <p className={classes.hint}>
        {!letters.is_wanted && t("day.lettersOff")}
        {goes && t("day.lettersTo", { address })}
        {problem && <strong role="status"> {t(`day.letters.${problem}`, { words })}</strong>}{" "}
        <a href={hrefTo({ page: "settings" })}>{t("day.lettersSettings")}</a>
      </p>
    </Panel>
  );
}
