import { memo, type RefObject, useCallback, useEffect, useRef } from "react";
import { useText } from "@/app/text";
import { chooseRating, viewOf } from "@/model/interestForm";
import { Failed } from "@/ui/States";
import { AboutColumn } from "./AboutColumn";
import { AwaitingLead } from "./AwaitingLead";
import { CardFoot, CardTop } from "./CardFrame";
import { ContactsPart } from "./ContactsPart";
import { DraftConflicts } from "./DraftConflicts";
import { firstField, focusField } from "./focus";
import classes from "./InterestCard.module.css";
import { ResultColumn } from "./ResultColumn";
import { type InterestTools, useInterest } from "./useInterest";
import { useTalkCardKeys } from "./useTalkCardKeys";
import { WhoColumn } from "./WhoColumn";

/** The card of an interest shown (R78–R103): filled while talking, saved once. */
export const InterestCard = memo(function InterestCard({ interestKey }: { interestKey: string }) {
  const { t } = useText();
  const { tools, draft, keeper, dictionaries, shown, gone, save, awaiting } = useInterest(interestKey);
  const { lead_id } = draft.values;
  const title = lead_id === null ? t("interest.title") : t("interest.titleOfLead", { id: lead_id });
  const root = useRef<HTMLElement>(null);
  const askReason = useReasonAsked(root, tools);
  const { saveClose, saveDraft } = useTalkCardKeys(root, {
    keeper,
    save,
    errors: tools.errors,
    firstFields: () => firstField(keeper.state.values),
    onRate: (rating) => {
      askReason();
      tools.change(chooseRating(rating, tools.values, tools.dictionaries));
    },
  });

  return (
    <section ref={root} className={classes.card} aria-labelledby="interest-title" data-testid="interest-card">
      <CardTop id="interest-title" title={title} shown={shown} keeper={keeper} gone={gone} />
      <AwaitingLead tools={tools} awaiting={awaiting} />
      {dictionaries.error && <Failed error={dictionaries.error} onRetry={() => dictionaries.refetch()} />}
      <DraftConflicts draft={draft} keeper={keeper} dictionaries={tools.dictionaries} />
      <form className={classes.columns} onBlur={tools.leave} onSubmit={(event) => event.preventDefault()}>
        <WhoColumn tools={tools} card={shown?.card} />
        <AboutColumn tools={tools} />
        <ResultColumn tools={tools} onRated={askReason} />
      </form>
      <ContactsPart tools={tools} card={shown?.card} />
      <CardFoot keys={t("interest.keys")} isSaving={save.isPending} onSaveDraft={saveDraft} onSaveClose={saveClose} />
    </section>
  );
});

/** A result that needs a reason takes the focus there, unless one is given; returns what says that one is chosen. */
function useReasonAsked(root: RefObject<HTMLElement | null>, { values, dictionaries }: InterestTools): () => void {
  const isAsked = useRef(false);
  const isOpen = viewOf(values, dictionaries).showsReason && values.refusal_reason_id === null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another result of the same kind asks again
  useEffect(() => {
    if (isAsked.current && isOpen) focusField(root.current, ["refusal_reason_id"]);
    isAsked.current = false;
  }, [root, isOpen, values.outcome_id]);
  return useCallback(() => {
    isAsked.current = true;
  }, []);
}
