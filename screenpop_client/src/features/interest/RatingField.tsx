import { useId } from "react";
import { useText } from "@/app/text";
import { RATINGS } from "@/model/interestForm";
import type { Rating } from "@/wire/messages.gen";
import classes from "./fields.module.css";

type RatingFieldProps = {
  readonly chosen: Rating | undefined;
  readonly error: string | undefined;
  readonly onRate: (rating: Rating) => void;
  /** A segment was pressed, and not only walked over by the arrows. */
  readonly onPress?: () => void;
};

/** R93: how the talk ended, as four segments on keys 1–4. */
export function RatingField({ chosen, error, onRate, onPress }: RatingFieldProps) {
  const { t } = useText();
  const id = useId();
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
          // biome-ignore lint/a11y/useKeyWithClickEvents: only presses are meant; keys rate by useTalkCardKeys
          <label
            key={rating}
            className={classes.segment}
            data-rating={rating}
            title={t(`rating.${rating}.hint`)}
            onClick={(event) => event.detail > 0 && onPress?.()}
          >
            <input
              type="radio"
              name={id}
              value={rating}
              checked={chosen === rating}
              aria-keyshortcuts={`${index + 1} Alt+${index + 1}`}
              onChange={() => onRate(rating)}
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
