import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { reasonsOf } from "@/app/errors";
import { refreshRecordLists } from "@/app/listQueries";
import { notify } from "@/app/notify";
import { useText } from "@/app/text";
import { mailingApi } from "@/wire/mailingApi";
import type { MailingMove, MailingProgress } from "@/wire/messages.gen";

const LOOK_EVERY_MS = 2_000;

/** How far a mailing is: asked again and again while letters go out. */
export function useProgress(id: number) {
  const client = useQueryClient();
  const found = useQuery({
    queryKey: ["mailings", id, "progress"],
    queryFn: () => mailingApi.progress(id),
    staleTime: 0,
    refetchInterval: ({ state }) => (isMoving(state.data) ? LOOK_EVERY_MS : false),
  });
  const shown = JSON.stringify([found.data?.state, found.data?.counts]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the lists of recipients follow what is counted
  useEffect(() => void refreshRecordLists(client), [shown, client]);
  return found;
}

function isMoving(progress: MailingProgress | undefined): boolean {
  return progress?.state === "sending" || progress?.state === "scheduled";
}

export function useAudience(id: number, enabled: boolean) {
  return useQuery({
    queryKey: ["mailings", id, "audience"],
    queryFn: () => mailingApi.audience(id),
    retry: false,
    enabled,
  });
}

/** Begin, stop and go on. */
export function useMove(id: number) {
  const { t } = useText();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (move: MailingMove) => mailingApi.move(id, move),
    onSuccess: (progress) => client.setQueryData(["mailings", id, "progress"], progress),
    onError: (error) => notify(t, { color: "red", message: reasonsOf(error, t) }),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ["records", "mailing", id] });
      void refreshRecordLists(client);
    },
  });
}
