import { useMutation } from "@tanstack/react-query";
import { api } from "@/wire/api";
import { reasonOf } from "./errors";
import { notify } from "./notify";
import { useText } from "./text";

/** Ask the phone to answer (R73); where it cannot, say so and what to do. */
export function useAnswer() {
  const { t } = useText();
  return useMutation({
    mutationKey: ["answer"],
    mutationFn: (callId: string) => api.answer(callId),
    onError: (error) =>
      notify(t, {
        color: "red",
        title: t("card.liftHandset"),
        message: t("card.cannotAnswer", { reason: reasonOf(error, t) }),
        seconds: 8,
      }),
  });
}

/** Close a card whose call is over. */
export function useDismiss() {
  const { t } = useText();
  return useMutation({
    mutationFn: (callId: string) => api.dismiss(callId),
    onError: (error) => notify(t, { color: "red", message: t("card.dismissFailed", { reason: reasonOf(error, t) }) }),
  });
}
