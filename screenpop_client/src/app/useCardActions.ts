import { useMutation, useQueryClient } from "@tanstack/react-query";
import { PhoneError } from "@/phone/phoneMedia";
import { api } from "@/wire/api";
import { reasonOf } from "./errors";
import { notify } from "./notify";
import { usePhoneStore } from "./PhoneScope";
import { answerCard, problemText } from "./phone";
import { useText } from "./text";

/** Answer by this browser, or ask the desk phone to (R73); where it cannot, say so and what to do. */
export function useAnswer() {
  const { t } = useText();
  const phone = usePhoneStore();
  const queries = useQueryClient();
  return useMutation({
    mutationKey: ["answer"],
    mutationFn: (callId: string) => (phone ? answerCard(phone, callId, queries) : api.answer(callId)),
    onError: (error) => {
      if (error instanceof PhoneError) {
        notify(t, { color: "red", title: t("phone.cannotAnswer"), message: problemText(error, t), seconds: 12 });
        return;
      }
      notify(t, {
        color: "red",
        title: t("card.liftHandset"),
        message: t("card.cannotAnswer", { reason: reasonOf(error, t) }),
        seconds: 8,
      });
    },
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
