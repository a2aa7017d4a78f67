import { ActionIcon, Alert, Tooltip } from "@mantine/core";
import { IconMinus } from "@tabler/icons-react";
import { useRef } from "react";
import { goneText } from "@/app/goneText";
import { useText } from "@/app/text";
import { useWorkspace } from "@/app/workspace";
import { chooseRating } from "@/model/interestForm";
import { hintOf } from "@/model/keys";
import { HintButton } from "@/ui/HintButton";
import { Failed } from "@/ui/States";
import { AboutColumn } from "./AboutColumn";
import { CallStrip } from "./CallStrip";
import { ContactsPart } from "./ContactsPart";
import { DraftConflicts } from "./DraftConflicts";
import { DraftLine } from "./DraftLine";
import { firstField } from "./focus";
import classes from "./InterestCard.module.css";
import { ResultColumn } from "./ResultColumn";
import { useCardKeys } from "./useCardKeys";
import { useInterest } from "./useInterest";
import { WhoColumn } from "./WhoColumn";

/** The card of an interest shown (R78–R103): filled while talking, saved once. */
export function InterestCard({ interestKey }: { interestKey: string }) {
  const { t } = useText();
  const { interests } = useWorkspace();
  const { tools, draft, keeper, dictionaries, shown, gone, save } = useInterest(interestKey);
  const root = useRef<HTMLElement>(null);
  const { saveClose, saveDraft } = useCardKeys(root, {
    keeper,
    save,
    errors: tools.errors,
    firstFields: () => firstField(keeper.state.values),
    onRate: (rating) => tools.change(chooseRating(rating, tools.values, tools.dictionaries)),
  });

  return (
    <section ref={root} className={classes.card} aria-labelledby="interest-title" data-testid="interest-card">
      <header className={classes.strip}>
        <h2 id="interest-title">{t("interest.title")}</h2>
        {shown ? <CallStrip shown={shown} /> : <span className={classes.spacer} />}
        <DraftLine draft={draft} />
        <Tooltip label={`${t("interest.minimise")} (${hintOf("minimise")})`}>
          <ActionIcon variant="subtle" color="gray" aria-label={t("interest.minimise")} onClick={interests.minimise}>
            <IconMinus size={18} />
          </ActionIcon>
        </Tooltip>
      </header>
      {gone && (
        <Alert color="yellow" p="xs" className={classes.notice} role="status">
          {t("interest.gone", { reason: goneText(gone, t) || t("interest.gone.generic") })}
        </Alert>
      )}
      {dictionaries.error && <Failed error={dictionaries.error} onRetry={() => dictionaries.refetch()} />}
      <DraftConflicts draft={draft} keeper={keeper} dictionaries={tools.dictionaries} />
      <form className={classes.columns} onBlur={tools.leave} onSubmit={(event) => event.preventDefault()}>
        <WhoColumn tools={tools} card={shown?.card} />
        <AboutColumn tools={tools} />
        <ResultColumn tools={tools} />
      </form>
      <ContactsPart tools={tools} card={shown?.card} />
      <footer className={classes.foot}>
        <span className={classes.keys}>{t("interest.keys")}</span>
        <HintButton size="sm" variant="default" hint={hintOf("saveDraft")} showsHint onClick={saveDraft}>
          {t("interest.save")}
        </HintButton>
        <HintButton size="sm" hint={hintOf("saveClose")} showsHint loading={save.isPending} onClick={saveClose}>
          {t("interest.saveClose")}
        </HintButton>
      </footer>
    </section>
  );
}
