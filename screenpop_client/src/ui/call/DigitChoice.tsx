import type { ReactNode } from "react";
import { useKeys } from "@/app/useKeys";
import { Name } from "@/ui/Name";
import classes from "./CallCard.module.css";

type Choice = { readonly id: number; readonly name: string; readonly note: string };

type DigitChoiceProps<One extends Choice> = {
  readonly title: string;
  /** Nine at most, or eight with `onNext`. */
  readonly choices: readonly One[];
  readonly onChoose: (one: One) => void;
  /** Chosen by the digit after theirs; the caller draws it below them. */
  readonly onNext?: (() => void) | null;
  readonly children?: ReactNode;
};

/** Several of which one is chosen by its digit. */
export function DigitChoice<One extends Choice>(props: DigitChoiceProps<One>) {
  const { title, choices, onChoose, onNext, children } = props;
  const acts = [...choices.map((one) => () => onChoose(one)), ...(onNext ? [onNext] : [])];
  const choose = (place: number) => acts[place]?.();
  useKeys({
    pick1: () => choose(0),
    pick2: () => choose(1),
    pick3: () => choose(2),
    pick4: () => choose(3),
    pick5: () => choose(4),
    pick6: () => choose(5),
    pick7: () => choose(6),
    pick8: () => choose(7),
    pick9: () => choose(8),
  });
  return (
    <div className={classes.deals}>
      <p>{title}</p>
      <ol>
        {choices.map((one, place) => (
          <li key={one.id}>
            <button type="button" aria-keyshortcuts={String(place + 1)} onClick={() => onChoose(one)}>
              <kbd aria-hidden>{place + 1}</kbd>
              <span>
                <Name>{one.name}</Name>
                <small>
                  <Name>{one.note}</Name>
                </small>
              </span>
            </button>
          </li>
        ))}
      </ol>
      {children}
    </div>
  );
}
