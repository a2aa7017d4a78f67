import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { clearedOf, recordOf } from "@/model/notCaller";
import { callerApi } from "@/wire/callerApi";
import type { Card, CardCandidate } from "@/wire/messages.gen";
import { reasonOf } from "./errors";
import { notify } from "./notify";
import { useText } from "./text";
import { useWorkspace } from "./workspace";

const NOT_CALLERS = "notCallers";

/** «Не он»: one of those offered does not call; an interest that was filled with them is freed of them. */
export function useNotCaller(card: Card) {
  const { t } = useText();
  const { interests } = useWorkspace();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (candidate: CardCandidate) => callerApi.addNotCaller(card.id, recordOf(candidate)),
    onSuccess: (_, candidate) => {
      void queries.invalidateQueries({ queryKey: [NOT_CALLERS] });
      if (!interests.open.keys.includes(card.id)) return;
      const keeper = interests.keeper(card.id);
      const cleared = clearedOf(keeper.state.values, candidate);
      if (cleared) keeper.change(cleared);
    },
    onError: (error) => notify(t, { color: "red", message: reasonOf(error, t) }),
  });
}

/** Take back that somebody does not call. */
export function useCallerAgain() {
  const { t } = useText();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (saidId: number) => callerApi.removeNotCaller(saidId),
    onError: (error) => notify(t, { color: "red", message: reasonOf(error, t) }),
    onSettled: () => queries.invalidateQueries({ queryKey: [NOT_CALLERS] }),
  });
}

/** From which numbers a person or an organization was said not to call. */
export function useNotCallersOf(kind: "person" | "organization", id: number) {
  return useQuery({ queryKey: [NOT_CALLERS, kind, id], queryFn: () => callerApi.notCallersOf(kind, id) });
}
