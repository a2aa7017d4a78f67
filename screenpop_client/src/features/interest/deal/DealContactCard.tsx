import { Alert, Button, Group } from "@mantine/core";
import { useRef } from "react";
import { nameIn, useLossReasons } from "@/app/dealQueries";
import { useText } from "@/app/text";
import { chooseStage, hasGoneOn } from "@/model/dealContact";
import { callOf } from "@/model/openInterests";
import { Failed } from "@/ui/States";
import { CardFoot, CardTop } from "../CardFrame";
import { DraftConflicts } from "../DraftConflicts";
import classes from "../InterestCard.module.css";
import { NO_DICTIONARIES } from "../useInterest";
import { useTalkCardKeys } from "../useTalkCardKeys";
import { ContactColumns, rated } from "./ContactColumns";
import { DealAtHand } from "./DealAtHand";
import { type DealContactTools, useDealContact } from "./useDealContact";

type DealContactCardProps = { readonly contactKey: string; readonly dealId: number };

/** R77: the contact of a deal, filled in while talking and saved once, like the card of an interest. */
export function DealContactCard({ contactKey, dealId }: DealContactCardProps) {
  const text = useText();
  const { t } = text;
  const card = useDealContact(contactKey, dealId);
  const { keeper, draft, deal, path, save } = card;
  const words = card.dictionaries.data ?? NO_DICTIONARIES;
  const reasons = useLossReasons().data ?? [];
  const namesElsewhere = () => ({
    to_stage_id: new Map(card.stages.map((stage) => [stage.id, nameIn(text, stage)])),
    refusal_reason_id: new Map(reasons.map((row) => [row.id, String(row.name ?? "")])),
  });
  const root = useRef<HTMLElement>(null);
  const { saveClose, saveDraft } = useTalkCardKeys(root, {
    keeper,
    save,
    errors: card.errors,
    firstFields: () => ["content"],
    onRate: (rating) => card.change(rated(rating, words)),
  });

  return (
    <section ref={root} className={classes.card} aria-labelledby="contact-title" data-testid="contact-card">
      <CardTop id="contact-title" title={t("contactCard.title")} shown={card.shown} keeper={keeper} gone={card.gone} />
      {[card.dictionaries, deal, path].map(
        (asked) =>
          asked.error && <Failed key={String(asked.error)} error={asked.error} onRetry={() => asked.refetch()} />,
      )}
      <DraftConflicts draft={draft} keeper={keeper} dictionaries={words} namesElsewhere={namesElsewhere} />
      <GoneOn card={card} />
      <form className={classes.columns} onBlur={() => void keeper.flush()} onSubmit={(event) => event.preventDefault()}>
        <ContactColumns card={card} dictionaries={words} deal={deal.data} />
      </form>
      <DealAtHand dealId={dealId} callId={callOf(contactKey)} />
      <CardFoot
        keys={t("contactCard.keys")}
        isSaving={save.isPending}
        onSaveDraft={saveDraft}
        onSaveClose={saveClose}
      />
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
    <Alert color="orange" px="xs" py={4} className={classes.notice} role="alert">
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
