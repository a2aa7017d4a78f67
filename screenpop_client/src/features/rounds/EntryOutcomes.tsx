import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import { useDictionaries } from "@/app/queries";
import { useText } from "@/app/text";
import { useKeys } from "@/app/useKeys";
import { useDesk, useOpenInterests, useWorkspace } from "@/app/workspace";
import { prefillFromEntry } from "@/model/interestPrefill";
import { type Command, hintOf } from "@/model/keys";
import { entryKey } from "@/model/openInterests";
import { HintButton } from "@/ui/HintButton";
import { MomentInput } from "@/ui/MomentInput";
import { Panel } from "@/ui/Panel";
import type { EntryOutcome, RoundEntry, RoundWork } from "@/wire/messages.gen";
import { RefusalChoice } from "./RefusalChoice";
import classes from "./rounds.module.css";
import { useHeldEntry } from "./useHeldEntry";
import { useKeptText } from "./useKeptText";
import { useSettle } from "./useRound";

type EntryProps = { readonly work: RoundWork; readonly entry: RoundEntry };

/** What came of the call: an interest, or one word; a key each. */
export function EntryOutcomes({ work, entry }: EntryProps) {
  const { t } = useText();
  const { desk } = useWorkspace();
  const settle = useSettle(work.id);
  const [note, setNote, forgetNote] = useKeptText(`round-note-${entry.id}`);
  const [again, setAgain, forgetAgain] = useKeptText(`round-again-${entry.id}`);
  const [isRefusing, setRefusing] = useState(false);
  const interest = useEntryInterest(work, entry);
  useHeldEntry(work.id, entry);
  const isCovered = useOpenInterests().active !== null;

  const say = (outcome: EntryOutcome, reasonId: number | null = null) => {
    if (settle.isPending) return;
    const isLater = outcome === "not_reached" || outcome === "busy";
    const said = { outcome, note, refusal_reason_id: reasonId, again_at: isLater && again ? again : null };
    settle.mutate(
      { entryId: entry.id, said },
      {
        onSuccess: () => {
          forgetNote();
          forgetAgain();
        },
      },
    );
  };
  const offered: readonly Offered[] = [
    { command: "pick1", words: t("round.reached"), act: interest.open, isMain: true },
    { command: "pick2", words: t("round.not_reached"), act: () => say("not_reached") },
    { command: "pick3", words: t("round.busy"), act: () => say("busy") },
    { command: "pick4", words: t("round.refusedAgain"), act: () => setRefusing(true) },
    { command: "pick5", words: t("round.wrong_number"), act: () => say("wrong_number") },
    { command: "pick6", words: t("round.no_calls"), act: () => say("no_calls") },
    { command: "pick7", words: t("round.skipped"), act: () => say("skipped") },
  ];
  useKeys(isCovered || isRefusing ? {} : Object.fromEntries(offered.map(({ command, act }) => [command, act])));

  return (
    <Panel title={t("round.outcome")}>
      <div className={classes.form}>
        {interest.isOpen && (
          <p className={classes.talking} role="status">
            {t("round.talking")}{" "}
            <Button size="compact-xs" variant="light" onClick={interest.open}>
              {t("round.openInterest")}
            </Button>
          </p>
        )}
        {isRefusing ? (
          <RefusalChoice
            isSaving={settle.isPending}
            onChoose={(reasonId) => say("refused", reasonId)}
            onBack={() => setRefusing(false)}
          />
        ) : (
          <div className={classes.outcomes}>
            {offered.map(({ command, words, act, isMain }) => (
              <HintButton
                key={command}
                size="sm"
                variant={isMain ? "filled" : "default"}
                hint={hintOf(command)}
                showsHint
                justify="space-between"
                loading={settle.isPending && !isMain}
                onClick={act}
              >
                {words}
              </HintButton>
            ))}
          </div>
        )}
        <MomentInput
          label={t("round.againAt")}
          description={t("round.againHint")}
          name={t("round.againAt")}
          value={again || null}
          nowMs={desk.nowMs}
          isClearable
          onMoment={(instant) => setAgain(instant ?? "")}
          onUnreadable={() => undefined}
        />
        <Textarea
          size="xs"
          label={t("round.note")}
          autosize
          minRows={2}
          maxRows={6}
          maxLength={2_000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </div>
    </Panel>
  );
}

type Offered = {
  readonly command: Command;
  readonly words: string;
  readonly act: () => void;
  readonly isMain?: boolean;
};

/** The interest card of the entry: kept by the call when there is one, so that both are told of it. */
function useEntryInterest(work: RoundWork, entry: RoundEntry) {
  const { interests } = useWorkspace();
  const open = useOpenInterests();
  const dictionaries = useDictionaries().data;
  const call = useDesk(
    ({ desk }) => desk.cards.find(({ card }) => entry.phone !== "" && card.number.e164 === entry.phone)?.card,
  );
  const own = entryKey(entry.id);
  const key = open.keys.includes(own) || !call ? own : call.id;
  return {
    isOpen: open.keys.includes(key),
    open: () => {
      if (!dictionaries) return;
      const { entry_id, is_private, ...seed } = prefillFromEntry(entry, work.campaign_id, dictionaries);
      interests.show(key, seed);
      // Written with the draft: a card that comes back after a crash is still the entry's.
      interests.keeper(key).change({ entry_id: entry_id ?? null, is_private: is_private ?? false });
    },
  };
}
