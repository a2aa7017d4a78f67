import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import type { InterestKeeper } from "@/app/interestStore";
import { useAwaitingLead } from "@/app/leadQueries";
import { notify } from "@/app/notify";
import { useCall, useDictionaries } from "@/app/queries";
import { useSession } from "@/app/session";
import { useMySetting } from "@/app/settingQueries";
import { useText } from "@/app/text";
import { useDesk, useWorkspace } from "@/app/workspace";
import { findCard } from "@/model/cards";
import { dealsByHand, type InterestValues, isInterestTyped } from "@/model/interestForm";
import { aboveLead, prefillFromCall, prefillFromCard } from "@/model/interestPrefill";
import { callOf } from "@/model/openInterests";
import { ApiError } from "@/wire/http";
import type { CampaignRef, Card, Dictionaries, LeadRow } from "@/wire/messages.gen";
import { fieldErrors, tellNotSaved, useFlushedDraft, useRestedDraft, without } from "./cardDraft";
import { usePersonOfNumber } from "./usePersonOfNumber";

export const NO_DICTIONARIES: Dictionaries = {
  methods: [],
  topics: [],
  sources: [],
  campaigns: [],
  products: [],
  projects: [],
  outcomes: [],
  refusal_reasons: [],
  pause_reasons: [],
};

/** Everything a field of the interest card needs. */
export type InterestTools = {
  /** The input as it is drawn: letters typed just now may be missing, and who acts upon them asks the keeper. */
  readonly values: InterestValues;
  readonly keeper: InterestKeeper;
  readonly change: (values: Partial<InterestValues>) => void;
  /** Write the draft now: a field was left. */
  readonly leave: () => void;
  readonly errors: Readonly<Record<string, string>>;
  readonly dictionaries: Dictionaries;
  /** The event that the dialled number is of. */
  readonly lineCampaign: CampaignRef | null;
};

/** One interest card: its input, where the draft stands, the call it belongs to, and the save. */
export function useInterest(key: string) {
  const { interests } = useWorkspace();
  const keeper = useMemo(() => interests.keeper(key), [interests, key]);
  const draft = useRestedDraft(keeper, isInterestTyped);
  const dictionaries = useDictionaries();
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const callId = callOf(key);
  const shown = useDesk(({ desk }) => findCard(desk, callId));
  const gone = useDesk((view) => view.gone[key]);
  const card = shown?.card;
  const isByHand = useMySetting("interest.new_deal") === "hand";
  const words = useMemo(() => {
    const known = dictionaries.data ?? NO_DICTIONARIES;
    return isByHand ? dealsByHand(known) : known;
  }, [dictionaries.data, isByHand]);

  const awaiting = usePrefill(key, words, draft.values.entry_id);
  usePersonOfNumber(keeper, draft.values);
  const lineCampaign = useLineCampaign(callId, card);
  const isTalkOver = callId !== null && (card === undefined || card.state === "wrap_up");
  useFlushedDraft(keeper, isTalkOver);

  const tools: InterestTools = {
    values: draft.values,
    keeper,
    change: (values) => {
      keeper.change(values);
      if (without(errors, Object.keys(values)) !== errors) setErrors((before) => without(before, Object.keys(values)));
    },
    leave: () => void keeper.flush(),
    errors,
    dictionaries: words,
    lineCampaign,
  };
  const save = useSave(key, setErrors);
  return { tools, draft, keeper, dictionaries, shown, gone: card ? undefined : gone, save, awaiting };
}

/** Fill what nobody typed, and return the lead without a result that it is of by itself (R52). */
function usePrefill(key: string, dictionaries: Dictionaries, entryId: number | null): LeadRow | undefined {
  const { interests } = useWorkspace();
  const { me } = useSession();
  const callId = callOf(key);
  const card = useDesk(({ desk }) => findCard(desk, callId)?.card);
  const isGone = useDesk(({ desk }) => desk.isSynced) && !card;
  const call = useCall(isGone ? callId : null).data;
  const isPrivate = me.private_sales;
  const awaiting = useAwaitingLead(card && card.lead_id === null ? card.id : null, card ? null : entryId);
  useEffect(() => {
    const keeper = interests.keeper(key);
    const told = card ? prefillFromCard(card, dictionaries, isPrivate) : {};
    if (awaiting && dictionaries !== NO_DICTIONARIES) keeper.prefill(aboveLead(told, awaiting, dictionaries));
    else if (card) keeper.prefill(told);
    else if (call) keeper.prefill(prefillFromCall(call, dictionaries, isPrivate));
    else if (callId === null) keeper.prefill({ is_private: isPrivate });
  }, [interests, key, callId, card, call, dictionaries, isPrivate, awaiting]);
  return awaiting;
}

/** What the dialled number says, from the call's card or, when that is gone, from the log. */
function useLineCampaign(callId: string | null, card: Card | undefined): CampaignRef | null {
  const isGone = useDesk(({ desk }) => desk.isSynced) && !card;
  const call = useCall(isGone ? callId : null).data;
  if (card) return card.line.campaign;
  return call === undefined || call.campaign_id === null ? null : { id: call.campaign_id, name: call.campaign };
}

function useSave(key: string, setErrors: (errors: Readonly<Record<string, string>>) => void) {
  const { interests } = useWorkspace();
  const { t } = useText();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => interests.save(key),
    onSuccess: (saved) => {
      notify(t, { color: "teal", message: t(saved.is_repeat ? "interest.savedRepeat" : "interest.saved") });
      for (const list of ["leads", "calls", "drafts", "contacts", "persons", "rounds"]) {
        void queries.invalidateQueries({ queryKey: [list] });
      }
    },
    onError: (error) => {
      if (error instanceof ApiError) setErrors(fieldErrors(error));
      tellNotSaved(error, t);
    },
  });
}
