import { Checkbox } from "@mantine/core";
import { useMemo } from "react";
import { useText } from "@/app/text";
import { chooseOutcome, chooseRating, outcomeOf, viewOf } from "@/model/interestForm";
import { CallerTime } from "./CallerTime";
import classes from "./fields.module.css";
import { MomentField } from "./MomentField";
import { Moments } from "./Moments";
import { RatingField } from "./RatingField";
import { SelectField } from "./SelectField";
import { StageField } from "./StageField";
import type { InterestTools } from "./useInterest";

/** «Итог»: R93–R100. */
export function ResultColumn({ tools, onRated }: { tools: InterestTools; onRated: () => void }) {
  const { t } = useText();
  const { values, dictionaries } = tools;
  const view = viewOf(values, dictionaries);
  return (
    <div className={classes.column}>
      <h3>{t("interest.result")}</h3>
      <RatingField
        chosen={outcomeOf(values, dictionaries)?.rating}
        error={tools.errors.outcome_id}
        onRate={(rating) => tools.change(chooseRating(rating, values, dictionaries))}
        onPress={onRated}
      />
      <OutcomeDetail tools={tools} />
      {view.showsReason && (
        <SelectField
          tools={tools}
          field="refusal_reason_id"
          rows={dictionaries.refusal_reasons}
          isRequired={view.requiresReason}
        />
      )}
      <div className={classes.check} data-field="new_deal">
        <Checkbox
          size="xs"
          label={t("field.new_deal")}
          disabled={!view.offersDeal}
          checked={values.new_deal}
          onChange={(event) => tools.change({ new_deal: event.currentTarget.checked })}
        />
      </div>
      <StageField tools={tools} />
      <MomentField tools={tools} field="next_contact_at" />
      <CallerTime instant={values.next_contact_at} number={values.phones[0] ?? ""} callId={values.call_id} />
      <Moments onTake={(instant) => tools.change({ next_contact_at: instant, remind: true })} />
      <div className={classes.check} data-field="remind">
        <Checkbox
          size="xs"
          label={t("field.remind")}
          disabled={values.next_contact_at === null}
          checked={values.remind}
          onChange={(event) => tools.change({ remind: event.currentTarget.checked })}
        />
      </div>
      <SelectField tools={tools} field="next_method_id" rows={dictionaries.methods} />
    </div>
  );
}

/** Which result of the chosen rating, when the dictionary has several. */
function OutcomeDetail({ tools }: { tools: InterestTools }) {
  const { values, dictionaries } = tools;
  const rating = outcomeOf(values, dictionaries)?.rating;
  const rows = useMemo(
    () => dictionaries.outcomes.filter((outcome) => outcome.rating === rating),
    [dictionaries.outcomes, rating],
  );
  if (rating === undefined || rows.length < 2) return null;
  return (
    <SelectField
      tools={{ ...tools, errors: {} }}
      field="outcome_id"
      rows={rows}
      isRequired
      onChoose={(id) => {
        const outcome = rows.find((row) => row.id === id);
        return outcome ? chooseOutcome(outcome, values) : {};
      }}
    />
  );
}
