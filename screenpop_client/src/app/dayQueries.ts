import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { dayApi } from "@/wire/dayApi";
import type { SnoozeForm } from "@/wire/messages.gen";
import { reasonOf } from "./errors";
import { notify } from "./notify";
import { useText } from "./text";

const DAY = "my-day";
const FOLLOW_UP = "follow-up";

/** What the operator promised; asked again whenever the server tells that it is other, and now and then for midnight. */
export function useMyDay() {
  return useQuery({ queryKey: [DAY], queryFn: dayApi.day, refetchInterval: 300_000 });
}

/** One promise as it stands; `state` of a call whose talk may close it makes it be asked again. */
export function useFollowUp(id: number, state: string) {
  return useQuery({ queryKey: [FOLLOW_UP, id, state], queryFn: () => dayApi.followUp(id) });
}

/** Ask again for what somebody's change, or a talk, may have changed. */
export function useDayRefresh(): () => void {
  const queries = useQueryClient();
  return () => {
    for (const key of [DAY, FOLLOW_UP, "contacts"]) void queries.invalidateQueries({ queryKey: [key] });
  };
}

/** What can be done with a promise; a refusal is told in words. */
export function useFollowUpCommands(id: number) {
  const { t } = useText();
  const refresh = useDayRefresh();
  const told = {
    onSettled: refresh,
    onError: (error: Error) => notify(t, { color: "red", message: reasonOf(error, t) }),
  };
  const acknowledge = useMutation({ mutationFn: () => dayApi.acknowledge(id), ...told });
  const snooze = useMutation({ mutationFn: (form: SnoozeForm) => dayApi.snooze(id, form), ...told });
  const move = useMutation({ mutationFn: (at: string) => dayApi.move(id, at), ...told });
  const close = useMutation({ mutationFn: (callId: string | null) => dayApi.close(id, callId), ...told });
  const reopen = useMutation({ mutationFn: () => dayApi.reopen(id), ...told });
  return { acknowledge, snooze, move, close, reopen };
}
