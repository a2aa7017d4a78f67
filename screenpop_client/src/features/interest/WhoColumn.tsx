import { Checkbox } from "@mantine/core";
import { useSession } from "@/app/session";
import { useText } from "@/app/text";
import { caller } from "@/model/interestPrefill";
import { CandidateButton } from "@/ui/call/CardWho";
import { Name } from "@/ui/Name";
import type { Card } from "@/wire/messages.gen";
import { OrganizationField, PersonField } from "./DirectoryFields";
import { FieldRow } from "./FieldRow";
import classes from "./fields.module.css";
import { MomentField } from "./MomentField";
import { PhonesField } from "./PhonesField";
import { SelectField } from "./SelectField";
import { ExtraField } from "./TextField";
import type { InterestTools } from "./useInterest";

/** «Кто»: R79–R87 and R101, in the order of the conversation. */
export function WhoColumn({ tools, card }: { tools: InterestTools; card: Card | undefined }) {
  const { t } = useText();
  const { me } = useSession();
  const isOpenQuestion =
    card &&
    card.candidates.length > 0 &&
    tools.values.person_text === "" &&
    (card.match !== "known" || tools.values.organization_text === "");
  return (
    <div className={classes.column}>
      <h3>{t("interest.who")}</h3>
      <MomentField tools={tools} field="at" />
      <FieldRow name="owner" label="field.owner">
        {(id) => (
          <output id={id} className={classes.readOnly}>
            <Name>{me.operator.full_name}</Name>
          </output>
        )}
      </FieldRow>
      <SelectField tools={tools} field="method_id" rows={tools.dictionaries.methods} isRequired />
      <PhonesField tools={tools} />
      {isOpenQuestion && (
        <div className={classes.candidates}>
          <p>{t(card.match === "possible" ? "card.possible" : "interest.chooseCaller")}</p>
          {card.candidates.slice(0, 3).map((candidate) => (
            <CandidateButton
              key={`${candidate.person_id}-${candidate.organization_id}-${candidate.person}`}
              card={card}
              candidate={candidate}
              onChoose={(chosen) => tools.change(caller(chosen))}
            />
          ))}
        </div>
      )}
      <ExtraField keeper={tools.keeper} error={tools.errors.extra} onType={(extra) => tools.change({ extra })} />
      <OrganizationField tools={tools} />
      <div className={classes.check} data-field="is_private">
        <Checkbox
          size="xs"
          label={t("field.is_private")}
          checked={tools.values.is_private}
          onChange={(event) => tools.change({ is_private: event.currentTarget.checked })}
        />
      </div>
      <PersonField tools={tools} />
    </div>
  );
}
