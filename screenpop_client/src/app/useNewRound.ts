import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/wire/api";
import { randomId } from "@/wire/ids";
import { reasonOf } from "./errors";
import { refreshRecordLists } from "./listQueries";
import { notify } from "./notify";
import { navigate } from "./router";
import { useText } from "./text";

/** Make a call round of these people, and open it. */
export function useNewRound() {
  const { t, format } = useText();
  const client = useQueryClient();
  const name = t("round.newName", { date: format.date(new Date().toISOString()) });
  return useMutation({
    mutationFn: (fields: Readonly<Record<string, unknown>>) =>
      api.createRecord("call_round", { name, ...fields }, randomId()),
    onSuccess: (made) => {
      void refreshRecordLists(client);
      navigate({ page: "call_rounds", id: made.id });
    },
    onError: (error) => notify(t, { color: "red", message: reasonOf(error, t) }),
  });
}
