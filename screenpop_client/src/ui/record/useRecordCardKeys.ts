import { useEffect, useRef } from "react";
import { isPopupOpen } from "@/app/openPopup";
import { useKeys } from "@/app/useKeys";
import { useOpenInterests } from "@/app/workspace";

type CardKeys = {
  readonly save: () => void;
  readonly saveClose: () => void;
  /** null where Esc leaves the card alone. */
  readonly close: (() => void) | null;
};

/** Where there is nothing to save. */
export const NO_SAVE = { save: () => undefined, saveClose: () => undefined };

/** The open cards, the one on top last: keys are its alone. */
const open: symbol[] = [];

/** Ctrl+S saves, Ctrl+Enter saves and closes, Esc closes; an interest card above takes them all. */
export function useRecordCardKeys({ save, saveClose, close }: CardKeys): void {
  const own = useRef(Symbol("card"));
  const isCovered = useOpenInterests().active !== null;
  useEffect(() => {
    const { current } = own;
    open.push(current);
    return () => {
      open.splice(open.indexOf(current), 1);
    };
  }, []);
  const isOnTop = () => !isCovered && open.at(-1) === own.current;
  useKeys({
    saveDraft: () => isOnTop() && save(),
    saveClose: () => isOnTop() && saveClose(),
    minimise: () => (isOnTop() && close !== null && !isBusy() ? close() : false),
  });
}

/** Esc closes an open list first, and unmarks the rows of a list that has the focus. */
function isBusy(): boolean {
  const focus = document.activeElement;
  return isPopupOpen() || document.querySelector('[data-asking="true"]') !== null || focus?.role === "grid";
}
