import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { clearedOf, recordOf } from "@/model/notCaller";
import { api } from "@/wire/api";
import { callerApi } from "@/wire/callerApi";
import { randomId } from "@/wire/ids";
import type { Card, CardCandidate } from "@/wire/messages.gen";
import { reasonOf } from "./errors";
import { notify } from "./notify";
import { refreshRecords } from "./recordQueries";
import { useText } from "./text";
import { useWorkspace } from "./workspace";

const NOT_CALLERS = "notCallers";

/** Earlier contacts of who is on the line, folded; asked anew when the card tells another caller. */
export function useCallerContacts({ id, match, candidates, not_callers }: Card) {
  const who = [match, not_callers.length, ...candidates.map((one) => `${one.person_id}/${one.organization_id}`)];
  return useQuery({
    queryKey: ["contacts", "call", id, ...who],
    queryFn: () => callerApi.contactsOf(id),
    placeholderData: keepPreviousData,
    enabled: match !== "withheld" && match !== "internal" && match !== "unchecked",
  });
}

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

/** «Пропустить»: the card goes for this call, and can be fetched back while it lives. */
export function useSkip(callId: string) {
  const { t } = useText();
  const onError = (error: Error) => notify(t, { color: "red", message: reasonOf(error, t) });
  const skip = useMutation({ mutationFn: (why: string) => callerApi.skipCard(callId, why), onError });
  const fetch = useMutation({ mutationFn: () => callerApi.fetchCard(callId), onError });
  return { skip, fetch };
}

/** Give a new person the caller's number: the card knows them within a second. */
export function useNewCaller(number: string) {
  const { t } = useText();
  const queries = useQueryClient();
  const key = useRef(randomId());
  return useMutation({
    mutationFn: (personId: number) =>
      api.createRecord("contact_point", { kind: "phone", raw: number, person: personId }, key.current),
    onSuccess: () => refreshRecords(queries),
    onError: (error) => notify(t, { color: "red", message: t("card.numberNotAdded", { reason: reasonOf(error, t) }) }),
  });
}
