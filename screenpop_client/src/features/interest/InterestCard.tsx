import { ActionIcon, Alert, Tooltip } from "@mantine/core";
import { IconMinus } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { goneText } from "@/app/goneText";
import { notify } from "@/app/notify";
import { useText } from "@/app/text";
import { useKeys } from "@/app/useKeys";
import { useWorkspace } from "@/app/workspace";
import { chooseRating, RATINGS } from "@/model/interestForm";
import { hintOf } from "@/model/keys";
import { HintButton } from "@/ui/HintButton";
import { Failed } from "@/ui/States";
import { AboutColumn } from "./AboutColumn";
import { CallStrip } from "./CallStrip";
import { ContactsPart } from "./ContactsPart";
import { DraftConflicts } from "./DraftConflicts";
import { DraftLine } from "./DraftLine";
import { firstField, focusField } from "./focus";
import classes from "./InterestCard.module.css";
import { ResultColumn } from "./ResultColumn";
import { useInterest } from "./useInterest";
import { WhoColumn } from "./WhoColumn";

/** The card of an interest shown (R78–R103): filled while talking, saved once. */
export function InterestCard({ interestKey }: { interestKey: string }) {
  const { t } = useText();
  const { interests } = useWorkspace();
  const { tools, draft, keeper, dictionaries, shown, gone, save } = useInterest(interestKey);
  const root = useRef<HTMLElement>(null);

  useEffect(() => {
    const before = document.activeElement;
    focusField(root.current, firstField(keeper.state.values));
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [keeper]);

  useEffect(() => {
    focusField(root.current, Object.keys(tools.errors));
  }, [tools.errors]);

  const saveClose = () => {
    if (!save.isPending) save.mutate();
  };
  const saveDraft = () => {
    void keeper.flush().then(() => {
      const isKept = keeper.state.status === "saved" || keeper.state.status === "clean";
      notify(t, {
        color: isKept ? "teal" : "yellow",
        message: t(isKept ? "interest.draftSaved" : "interest.status.localOnly"),
      });
    });
  };
  const rate = (index: number) => {
    const rating = RATINGS[index];
    if (rating) tools.change(chooseRating(rating, tools.values, tools.dictionaries));
  };
  useKeys({
    saveClose,
    saveDraft,
    minimise: () => (isPopupOpen() ? false : interests.minimise()),
    pick1: () => rate(0),
    pick2: () => rate(1),
    pick3: () => rate(2),
    pick4: () => rate(3),
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

/** Esc closes an open list or calendar first, and only then minimises the card. */
function isPopupOpen(): boolean {
  return document.querySelector('[aria-expanded="true"], [role="dialog"]') !== null;
}
