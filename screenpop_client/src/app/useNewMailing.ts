import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/wire/api";
import { randomId } from "@/wire/ids";
import { reasonOf } from "./errors";
import { refreshRecordLists } from "./listQueries";
import { notify } from "./notify";
import { navigate } from "./router";
import { useText } from "./text";

/** Make a mailing, or a template of one, and open it. */
export function useNewMailing(kind: "mailing" | "mailing_template" = "mailing") {
  const { t, format } = useText();
  const client = useQueryClient();
  const name =
    kind === "mailing"
      ? t("mailing.newName", { date: format.date(new Date().toISOString()) })
      : t("mailing.newTemplateName");
  return useMutation({
    mutationFn: (fields: Readonly<Record<string, unknown>>) => api.createRecord(kind, { name, ...fields }, randomId()),
    onSuccess: (made) => {
      void refreshRecordLists(client);
      navigate({ page: `${kind}s`, id: made.id });
    },
    onError: (error) => notify(t, { color: "red", message: reasonOf(error, t) }),
  });
}
