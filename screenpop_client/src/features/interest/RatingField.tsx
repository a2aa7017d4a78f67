import { useId } from "react";
import { useText } from "@/app/text";
import { chooseRating, outcomeOf, RATINGS } from "@/model/interestForm";
import classes from "./fields.module.css";
import type { InterestTools } from "./useInterest";

/** R93: how the talk ended, as four segments on keys 1–4. */
export function RatingField({ tools }: { tools: InterestTools }) {
  const { t } = useText();
  const id = useId();
  const chosen = outcomeOf(tools.values, tools.dictionaries)?.rating;
  const error = tools.errors.outcome_id;
  return (
    <fieldset
      className={classes.ratings}
      data-field="outcome_id"
      aria-describedby={error ? `${id}-error` : undefined}
      data-invalid={Boolean(error)}
    >
      <legend>{t("field.outcome")}</legend>
      <div className={classes.segments}>
        {RATINGS.map((rating, index) => (
          <label key={rating} className={classes.segment} data-rating={rating} title={t(`rating.${rating}.hint`)}>
            <input
              type="radio"
              name={id}
              value={rating}
              checked={chosen === rating}
              aria-keyshortcuts={`${index + 1} Alt+${index + 1}`}
              onChange={() => tools.change(chooseRating(rating, tools.values, tools.dictionaries))}
            />
            <span>{t(`rating.${rating}`)}</span>
            <kbd aria-hidden>{index + 1}</kbd>
          </label>
        ))}
      </div>
      {error && (
        <p className={classes.error} id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}
