import { ActionIcon, Alert, Button, Group, Tooltip } from "@mantine/core";
import { IconMinus } from "@tabler/icons-react";
import { useRef } from "react";
import { nameIn } from "@/app/dealQueries";
import { goneText } from "@/app/goneText";
import { useText } from "@/app/text";
import { useWorkspace } from "@/app/workspace";
import { chooseStage, hasGoneOn } from "@/model/dealContact";
import { hintOf } from "@/model/keys";
import { HintButton } from "@/ui/HintButton";
import { Failed } from "@/ui/States";
import { CallStrip } from "../CallStrip";
import { DraftConflicts } from "../DraftConflicts";
import { DraftLine } from "../DraftLine";
import classes from "../InterestCard.module.css";
import { useCardKeys } from "../useCardKeys";
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
  const { saveClose, saveDraft } = useCardKeys(root, {
    keeper,
    save,
    errors: card.errors,
    firstFields: () => ["content"],
    onRate: (rating) => card.change(rated(rating, words)),
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
