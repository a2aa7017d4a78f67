import { useRef, useState } from "react";
import { useCall } from "@/app/queries";
import { useChosenScript, useScriptRevision } from "@/app/scriptQueries";
import { useText } from "@/app/text";
import { useWorkspace } from "@/app/workspace";
import { type ScriptPlace, stateUnder } from "@/model/callScript";
import type { Card, ScriptRevision } from "@/wire/messages.gen";
import type { InterestTools } from "./useInterest";

/** The script of an interest card: the one that its answers were given to, else the one for the talk (R102). */
export function useScript(tools: InterestTools, card: Card | undefined) {
  const { zone } = useText();
  const { desk } = useWorkspace();
  const { values, dictionaries, keeper } = tools;
  const line = useLine(values.call_id, card);
  const asked = useChosenScript({ campaign_id: values.campaign_id, topic_id: values.topic_id, ...line });
  const hasAnswers = (values.script?.answers.length ?? 0) > 0;
  const running = useScriptRevision(hasAnswers ? (values.script?.revision_id ?? null) : null);
  const chosen = useHeld(asked.data?.script ?? null);
  const [refused, setRefused] = useState<number | null>(null);
  const revision = hasAnswers ? (running.data ?? null) : chosen;
  const state = revision === null ? null : stateUnder(revision, values.script);
  const place = (): ScriptPlace => ({ values: keeper.state.values, dictionaries, zone, now: new Date(desk.nowMs()) });
  const isOther = hasAnswers && revision !== null && chosen !== null && chosen.script_id !== revision.script_id;
  const other = isOther && chosen.id !== refused ? chosen : null;
  return {
    revision,
    state,
    /** Where the talk stands with the letters typed just now, for whoever goes on from there. */
    present: () => (revision === null ? null : stateUnder(revision, keeper.state.values.script)),
    place,
    isAsking: asked.isPending || (hasAnswers && running.isPending),
    /** Another script is for the talk by now: the operator is asked. */
    other,
    refuse: () => setRefused(other?.id ?? null),
    take: () => other && tools.change({ script: stateUnder(other, null) }),
  };
}

/** Where the call came in, from its card or, when that is gone, from the log. */
function useLine(callId: string | null, card: Card | undefined) {
  const call = useCall(card ? null : callId).data;
  const line = card?.line ?? { did: call?.did ?? "", queue: call?.queue ?? "" };
  return { did: line.did, queue: line.queue, direction: card?.direction ?? call?.direction ?? "" };
}

/** A script that is shown stays as it is: a newer revision is for cards that open later. */
function useHeld(chosen: ScriptRevision | null): ScriptRevision | null {
  const held = useRef<ScriptRevision | null>(null);
  if (held.current?.script_id !== chosen?.script_id) held.current = chosen;
  return held.current;
}
