import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { nameIn, refreshDeals, useDealPath } from "@/app/dealQueries";
import { notify } from "@/app/notify";
import { useDictionaries } from "@/app/queries";
import { useRecord } from "@/app/recordQueries";
import { useText } from "@/app/text";
import { useDesk, useWorkspace } from "@/app/workspace";
import { findCard } from "@/model/cards";
import { chooseMethod, type DealContactValues, isContactTyped } from "@/model/dealContact";
import { callOf } from "@/model/openInterests";
import { ApiError } from "@/wire/http";
import type { DealPath, StageView } from "@/wire/messages.gen";
import { fieldErrors, tellNotSaved, useFlushedDraft, useRestedDraft, without } from "../cardDraft";

/** The card of a deal's contact: its input, where the draft stands, the deal, the call, and the save (R77). */
export function useDealContact(key: string, dealId: number) {
  const { interests } = useWorkspace();
  const keeper = useMemo(() => interests.contactKeeper(key), [interests, key]);
  const draft = useRestedDraft(keeper, isContactTyped);
  const dictionaries = useDictionaries();
  const deal = useRecord("deal", dealId);
  const path = useDealPath(dealId);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const callId = callOf(key);
  const shown = useDesk(({ desk }) => findCard(desk, callId));
  const gone = useDesk((view) => (callId === null ? undefined : view.gone[callId]));
  const stageId = Number(deal.data?.record.stage ?? 0);
  const stages = path.data?.stages ?? [];
  const present = stages.find((stage) => stage.id === stageId);

  const isTalkOver = callId !== null && (shown === undefined || shown.card.state === "wrap_up");
  useFlushedDraft(keeper, isTalkOver);

  const words = dictionaries.data;
  const at = shown?.card.started_at;
  const name = String(deal.data?.record.name ?? "");
  const way = path.data;
  useEffect(() => {
    if (!words || !way || stageId === 0) return;
    const call = callId === null ? null : (words.methods.find((method) => method.code === "call")?.id ?? null);
    keeper.prefill({ deal_name: name, call_id: callId, ...chooseMethod(call, stageId, way), ...(at ? { at } : {}) });
  }, [keeper, words, way, stageId, callId, at, name]);

  const change = (values: Partial<DealContactValues>) => {
    keeper.change(values);
    if (without(errors, Object.keys(values)) !== errors) setErrors((before) => without(before, Object.keys(values)));
  };
  const save = useSave(key, dealId, way, setErrors);
  return {
    keeper,
    draft,
    dictionaries,
    deal,
    path,
    stages,
    present,
    errors,
    change,
    shown,
    gone: shown ? undefined : gone,
    save,
  };
}

export type DealContactTools = Pick<
  ReturnType<typeof useDealContact>,
  "keeper" | "draft" | "shown" | "errors" | "change" | "stages" | "present" | "path"
>;

function useSave(
  key: string,
  dealId: number,
  path: DealPath | undefined,
  setErrors: (errors: Readonly<Record<string, string>>) => void,
) {
  const { interests } = useWorkspace();
  const text = useText();
  const { t } = text;
  const queries = useQueryClient();
  const refresh = () => {
    for (const list of ["calls", "drafts", "contacts"]) void queries.invalidateQueries({ queryKey: [list] });
    void refreshDeals(queries);
  };
  return useMutation({
    mutationFn: () => interests.saveContact(key, dealId),
    onSuccess: (saved) => {
      const stage: StageView | undefined = path?.stages.find((one) => one.id === saved.stage_id);
      const words = stage ? t("contactCard.savedMoved", { stage: nameIn(text, stage) }) : t("contactCard.saved");
      notify(t, { color: "teal", message: words });
      refresh();
    },
    onError: (error) => {
      // A deal that has gone on is asked about in the card as soon as it is read again.
      if (error instanceof ApiError && error.info.code === "deal.stage_changed") refresh();
      setErrors(fieldErrors(error));
      tellNotSaved(error, t);
    },
  });
}
