import { absenceWords } from "@/app/absence";
import { useSession } from "@/app/session";
import { useText } from "@/app/text";
import { Panel } from "@/ui/Panel";
import classes from "./AbsencePanel.module.css";

/** What becomes of operators without a page: configured outside, so it is only shown. */
export function AbsencePanel() {
  const { t } = useText();
  const { me } = useSession();
  return (
    <Panel title={t("absence.panel")} aside={<small>{t("absence.hint")}</small>}>
      <dl className={classes.rules} data-testid="absence-rules">
        {(["headset", "handset"] as const).map((mode) => (
          <div key={mode}>
            <dt>{t(`absence.${mode}`)}</dt>
            {absenceWords(me.absence, mode, t).map((line) => (
              <dd key={line}>{line}</dd>
            ))}
          </div>
        ))}
      </dl>
    </Panel>
  );
}
