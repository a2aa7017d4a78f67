import { useMutation } from "@tanstack/react-query";
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
  return useMutation({
    mutationKey: ["answer"],
    mutationFn: (callId: string) => (phone ? answerCard(phone, callId) : api.answer(callId)),
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

/** Let the operator's own phone ring and dial the customer of a call. */
export function useCallBack() {
  const { t } = useText();
  return useMutation({
    mutationFn: (callId: string) => api.callBack(callId),
    onSuccess: () =>
      notify(t, { color: "teal", title: t("callBack.dialling"), message: t("callBack.closes"), seconds: 12 }),
    onError: (error) => notify(t, { color: "red", message: t("callBack.failed", { reason: reasonOf(error, t) }) }),
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
