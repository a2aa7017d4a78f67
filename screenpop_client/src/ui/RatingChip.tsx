import { useText } from "@/app/text";
import type { Rating } from "@/wire/messages.gen";
import classes from "./RatingChip.module.css";

type RatingChipProps = { readonly rating: Rating; readonly text?: string; readonly isShort?: boolean };

/** How a conversation ended: a word, and a colour that repeats it. */
export function RatingChip({ rating, text, isShort = false }: RatingChipProps) {
  const { t } = useText();
  return (
    <span className={classes.chip} data-rating={rating} title={t(`rating.${rating}`)}>
      {text || t(isShort ? `rating.${rating}.short` : `rating.${rating}`)}
    </span>
  );
}
