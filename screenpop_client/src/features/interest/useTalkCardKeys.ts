import { type RefObject, useEffect, useRef } from "react";
import { notify } from "@/app/notify";
import { isPopupOpen } from "@/app/openPopup";
import { useText } from "@/app/text";
import { useKeys } from "@/app/useKeys";
import { useWorkspace } from "@/app/workspace";
import type { DraftKeeper } from "@/model/draftKeeper";
import { RATINGS } from "@/model/interestForm";
import { showUnreadable } from "@/ui/showUnreadable";
import type { Rating } from "@/wire/messages.gen";
import { focusField, openDictionary, openDirectory } from "./focus";

type CardKeys<V extends Record<string, unknown>> = {
  readonly keeper: DraftKeeper<V>;
  readonly save: { readonly isPending: boolean; readonly mutate: () => void };
  readonly errors: Readonly<Record<string, string>>;
  /** Where the focus goes when the card opens. */
  readonly firstFields: () => readonly string[];
  readonly onRate: (rating: Rating) => void;
};

/** What the cards that are filled while talking do by keys, and where their focus is. */
export function useTalkCardKeys<V extends Record<string, unknown>>(
  root: RefObject<HTMLElement | null>,
  card: CardKeys<V>,
) {
  const { t } = useText();
  const { interests } = useWorkspace();
  const { keeper, save, errors, onRate } = card;
  const firstFields = useRef(card.firstFields);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another keeper is another card, which is opened anew
  useEffect(() => {
    const before = document.activeElement;
    focusField(root.current, firstFields.current());
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [keeper, root]);
  useEffect(() => {
    focusField(root.current, Object.keys(errors));
  }, [errors, root]);

  const saveClose = () => {
    if (showUnreadable(root.current)) notify(t, { color: "red", message: t("interest.notSaved"), seconds: 7 });
    else if (!save.isPending) save.mutate();
  };
  const saveDraft = () => {
    void keeper.flush().then(() => {
      const isKept = keeper.state.status === "saved" || keeper.state.status === "clean";
      const message = t(isKept ? "interest.draftSaved" : "interest.status.localOnly");
      notify(t, { color: isKept ? "teal" : "yellow", message });
    });
  };
  const rate = (place: number) => {
    const rating = RATINGS[place];
    if (rating) onRate(rating);
  };
  useKeys({
    saveClose,
    saveDraft,
    minimise: () => (isCovered() ? false : interests.minimise()),
    pickRecord: () => openDirectory(root.current),
    openList: () => openDictionary(root.current),
    pick1: () => rate(0),
    pick2: () => rate(1),
    pick3: () => rate(2),
    pick4: () => rate(3),
  });
  return { saveClose, saveDraft };
}

/** Esc closes an open list or calendar first, and only then minimises the card. */
function isCovered(): boolean {
  return isPopupOpen() || document.querySelector('[role="dialog"]') !== null;
}
