import { ActionIcon, Alert, Button, Group, Tooltip } from "@mantine/core";
import { IconMinus } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { nameIn } from "@/app/dealQueries";
import { goneText } from "@/app/goneText";
import { notify } from "@/app/notify";
import { useText } from "@/app/text";
import { useKeys } from "@/app/useKeys";
import { useWorkspace } from "@/app/workspace";
import { chooseStage, hasGoneOn } from "@/model/dealContact";
import { RATINGS } from "@/model/interestForm";
import { hintOf } from "@/model/keys";
import { HintButton } from "@/ui/HintButton";
import { Failed } from "@/ui/States";
import { CallStrip } from "../CallStrip";
import { DraftConflicts } from "../DraftConflicts";
import { DraftLine } from "../DraftLine";
import { focusField } from "../focus";
import classes from "../InterestCard.module.css";
import { NO_DICTIONARIES } from "../useInterest";
import { ContactColumns, rated } from "./ContactColumns";
import { DealAtHand } from "./DealAtHand";
import { type DealContactTools, useDealContact } from "./useDealContact";

type DealContactCardProps = { readonly contactKey: string; readonly dealId: number };

/** R77: the contact of a deal, filled in while talking and saved once, like the card of an interest. */
export function DealContactCard({ contactKey, dealId }: DealContactCardProps) {
  const { t } = useText();
  const { interests } = useWorkspace();
  const card = useDealContact(contactKey, dealId);
  const { keeper, draft, deal, path, save } = card;
  const words = card.dictionaries.data ?? NO_DICTIONARIES;
  const root = useRef<HTMLElement>(null);

  useEffect(() => {
    const before = document.activeElement;
    focusField(root.current, ["content"]);
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  useEffect(() => {
    focusField(root.current, Object.keys(card.errors));
  }, [card.errors]);

  const saveClose = () => {
    if (!save.isPending) save.mutate();
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
    if (rating) card.change(rated(rating, words));
  };
  useKeys({
    saveClose,
    saveDraft,
    minimise: () => (document.querySelector('[aria-expanded="true"], [role="dialog"]') ? false : interests.minimise()),
    pick1: () => rate(0),
    pick2: () => rate(1),
    pick3: () => rate(2),
    pick4: () => rate(3),
  });

  return (
    <section ref={root} className={classes.card} aria-labelledby="contact-title" data-testid="contact-card">
      <header className={classes.strip}>
        <h2 id="contact-title">{t("contactCard.title")}</h2>
        {card.shown ? <CallStrip shown={card.shown} /> : <span className={classes.spacer} />}
        <DraftLine draft={draft} />
        <Tooltip label={`${t("interest.minimise")} (${hintOf("minimise")})`}>
          <ActionIcon variant="subtle" color="gray" aria-label={t("interest.minimise")} onClick={interests.minimise}>
            <IconMinus size={18} />
          </ActionIcon>
        </Tooltip>
      </header>
      {card.gone && (
        <Alert color="yellow" p="xs" className={classes.notice} role="status">
          {t("interest.gone", { reason: goneText(card.gone, t) || t("interest.gone.generic") })}
        </Alert>
      )}
      {[card.dictionaries, deal, path].map(
        (asked) =>
          asked.error && <Failed key={String(asked.error)} error={asked.error} onRetry={() => asked.refetch()} />,
      )}
      <DraftConflicts draft={draft} keeper={keeper} dictionaries={words} />
      <GoneOn card={card} />
      <form className={classes.columns} onBlur={() => void keeper.flush()} onSubmit={(event) => event.preventDefault()}>
        <ContactColumns card={card} dictionaries={words} deal={deal.data} />
      </form>
      <DealAtHand dealId={dealId} />
      <footer className={classes.foot}>
        <span className={classes.keys}>{t("contactCard.keys")}</span>
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

/** The one field of the deal that is written: what it was, what a colleague made of it, what was chosen here. */
function GoneOn({ card }: { readonly card: DealContactTools }) {
  const text = useText();
  const { t } = text;
  const { values } = card.draft;
  const { present, stages } = card;
  if (!present || !hasGoneOn(values, present.id)) return null;
  const called = (id: number | null) => {
    const stage = stages.find((one) => one.id === id);
    return stage ? nameIn(text, stage) : "";
  };
  const mine = called(values.to_stage_id);
  return (
    <Alert color="orange" p="xs" className={classes.notice} role="alert">
      <Group gap="xs">
        <span>
          {t("contactCard.goneOn", { before: called(values.seen_stage_id), now: nameIn(text, present), mine })}
        </span>
        <Button size="compact-xs" variant="default" onClick={() => card.change({ seen_stage_id: present.id })}>
          {t("contactCard.keepMine", { stage: mine })}
        </Button>
        <Button size="compact-xs" variant="default" onClick={() => card.change(chooseStage(null, present.id))}>
          {t("contactCard.takeTheirs", { stage: nameIn(text, present) })}
        </Button>
      </Group>
    </Alert>
  );
}
