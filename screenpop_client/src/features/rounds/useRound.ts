import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { reasonsOf } from "@/app/errors";
import { refreshRecordLists } from "@/app/listQueries";
import { notify } from "@/app/notify";
import { useText } from "@/app/text";
import { ApiError } from "@/wire/http";
import type { EntrySettled, RoundMove, RoundProgress } from "@/wire/messages.gen";
import { roundApi } from "@/wire/roundApi";

const LOOK_EVERY_MS = 10_000;

/** How far a round is: asked again while it is worked on. */
export function useProgress(id: number) {
  const client = useQueryClient();
  const found = useQuery({
    queryKey: ["rounds", id, "progress"],
    queryFn: () => roundApi.progress(id),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.state === "open" ? LOOK_EVERY_MS : false),
  });
  const counted = JSON.stringify(found.data?.counts);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list of entries follows what is counted
  useEffect(() => void refreshRecordLists(client), [counted, client]);
  return found;
}

export function useAudience(id: number, version: number, enabled: boolean) {
  return useQuery({
    queryKey: ["rounds", id, "audience", version],
    queryFn: () => roundApi.audience(id),
    retry: false,
    enabled,
  });
}

/** Begin, pause, go on, close. */
export function useMove(id: number) {
  const { t } = useText();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (move: RoundMove) => roundApi.move(id, move),
    onSuccess: (progress: RoundProgress) => client.setQueryData(["rounds", id, "progress"], progress),
    onError: (error) => notify(t, { color: "red", message: reasonsOf(error, t) }),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ["rounds", id] });
      void client.invalidateQueries({ queryKey: ["records", "call_round", id] });
      void refreshRecordLists(client);
    },
  });
}

/** The entry that this operator works on: asking again gives the same one until it is settled. */
export function useWork(id: number) {
  return useQuery({
    queryKey: ["rounds", id, "work"],
    queryFn: () => roundApi.next(id),
    staleTime: 0,
    retry: false,
    refetchInterval: ({ state }) => (state.data?.entry === null ? LOOK_EVERY_MS : false),
  });
}

/** Say what became of a call, and take the next. */
export function useSettle(id: number) {
  const { t } = useText();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ entryId, said }: { readonly entryId: number; readonly said: EntrySettled }) =>
      roundApi.settle(entryId, said),
    onError: (error) => {
      const isTaken = error instanceof ApiError && error.info.code === "round.taken";
      notify(t, { color: isTaken ? "orange" : "red", message: isTaken ? t("round.taken") : reasonsOf(error, t) });
    },
    onSettled: (_done, error) => {
      // Nobody answered: it is said once more by hand, and what was typed stays.
      if (error && !(error instanceof ApiError)) return;
      if (error instanceof ApiError && error.status !== 409) return;
      void client.invalidateQueries({ queryKey: ["contacts"] });
      return client.invalidateQueries({ queryKey: ["rounds", id] });
    },
  });
}
