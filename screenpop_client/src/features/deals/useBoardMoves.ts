import { useState } from "react";
import { nameIn, useMove } from "@/app/dealQueries";
import { reasonOf } from "@/app/errors";
import { notify } from "@/app/notify";
import { useText } from "@/app/text";
import { type Card, NOTHING_PENDING, type Pending } from "@/model/dealBoard";
import { ApiError } from "@/wire/http";
import type { StageView } from "@/wire/messages.gen";

/** What the board must ask before it moves a card: a stage that it is to stand on, or which one. */
export type Asking = { readonly card: Card; readonly stages: readonly StageView[]; readonly isPlaced: boolean };

/** Moves of cards: shown at once, taken back when they are refused, told to those who do not see them. */
export function useBoardMoves(stages: readonly StageView[]) {
  const text = useText();
  const { t } = text;
  const move = useMove();
  const [pending, setPending] = useState<Pending>(NOTHING_PENDING);
  const [question, setQuestion] = useState<Asking | null>(null);
  const [said, setSaid] = useState("");

  const place = (card: Card, stageId: number) =>
    setPending((before) => new Map(before).set(card.id, { card, stageId }));
  const forget = (card: Card) => setPending((before) => new Map([...before].filter(([id]) => id !== card.id)));

  const send = (card: Card, stage: StageView, reasonId: number | null) => {
    const named = { deal: String(card.name), stage: nameIn(text, stage) };
    place(card, stage.id);
    setQuestion(null);
    move.mutate(
      { id: card.id, version: Number(card.version), stageId: stage.id, reasonId },
      {
        onSuccess: () => setSaid(t("deals.moved", named)),
        onError: (error) => {
          const isStale = error instanceof ApiError && error.info.code === "record.changed";
          const message = isStale
            ? t("deals.stale", named)
            : t("deals.notMoved", { ...named, reason: reasonOf(error, t) });
          setSaid(message);
          notify(t, { color: "red", message, seconds: 8 });
        },
        onSettled: () => forget(card),
      },
    );
  };

  /** Bring a card to a stage: at once, or after what the stage asks. */
  const bring = (card: Card, stageId: number) => {
    const stage = stages.find((one) => one.id === stageId);
    if (!stage || card.stage === stageId || pending.has(card.id)) return;
    const asks = stage.kind === "lost" || (stage.kind === "won" && stage.required_method !== "");
    if (!asks) return send(card, stage, null);
    place(card, stageId);
    setQuestion({ card, stages: [stage], isPlaced: true });
  };
  const ask = (card: Card) =>
    setQuestion({ card, stages: stages.filter((stage) => stage.id !== card.stage), isPlaced: false });
  const cancel = () => {
    if (question?.isPlaced) {
      forget(question.card);
      setSaid(t("deals.putBack", { deal: String(question.card.name) }));
    }
    setQuestion(null);
  };
  const answer = (stage: StageView, reasonId: number | null) => {
    if (question) send(question.card, stage, reasonId);
  };
  return { pending, question, said, bring, ask, answer, cancel };
}
