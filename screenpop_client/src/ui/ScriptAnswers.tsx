import { useLeadScript } from "@/app/scriptQueries";
import { useText } from "@/app/text";
import { Panel } from "./Panel";
import classes from "./ScriptAnswers.module.css";

/** What was answered to the call script in the talk of an interest; nothing where no script led it. */
export function ScriptAnswers({ leadId }: { readonly leadId: number }) {
  const { t, format, language } = useText();
  const script = useLeadScript(leadId).data;
  if (!script || script.answers.length === 0) return null;
  const name = (language === "en" && script.name_en) || script.name;
  return (
    <Panel title={t("scripts.answers", { name, revision: script.revision })}>
      <table className={classes.answers} aria-label={t("interest.script")}>
        <tbody>
          {script.answers.map((given, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: answers are in their order, for ever
            <tr key={place}>
              <th scope="row">
                <bdi>{given.title}</bdi>
              </th>
              <td>
                <bdi className="longText">{given.answer || t("scripts.said")}</bdi>
              </td>
              <td>{format.time(given.at)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
