import { useMutation } from "@tanstack/react-query";
import { createContext, useContext, useMemo, useRef } from "react";
import { dialable, isHidden, readablePhone } from "@/model/phone";
import { controlApi } from "@/wire/controlApi";
import { randomId } from "@/wire/ids";
import type { DialWish } from "@/wire/messages.gen";
import { copyText } from "./copyText";
import { reasonOf } from "./errors";
import { notify } from "./notify";
import { usePhoneStore } from "./PhoneScope";
import { useSession } from "./session";
import { useText } from "./text";

type Dialling = {
  readonly start: (number: string, of?: NumberOf) => void;
  /** Whether a number is on its way to the PBX. */
  readonly isPending: boolean;
};

/** One for the workspace: a list shows hundreds of numbers. */
export const DialContext = createContext<Dialling | null>(null);

export function useDial(): Dialling {
  const dial = useContext(DialContext);
  if (dial === null) throw new Error("a number is called inside the DialScope");
  return dial;
}

/** Of which record a number is shown: a hidden one is found by it. */
export type NumberOf = { readonly kind: Exclude<DialWish["kind"], "">; readonly id: number | string };

/** Clicks nearer to each other than this are one: a double click, a trembling hand. */
const ONE_CLICK_MS = 1500;

/**
 * Call a number: the PBX rings the operator's phone and dials, once a click however often it is sent. Where the PBX
 * dials nothing, the number goes to the clipboard; one that is hidden cannot.
 */
export function useDialling(): Dialling {
  const { t } = useText();
  const { me } = useSession();
  const phone = usePhoneStore();
  const clickedAt = useRef(0);
  const dial = useMutation({
    mutationFn: ({ wish, key }: { wish: DialWish; key: string }) => controlApi.dial(wish, key),
    onSuccess: () =>
      notify(t, {
        color: "teal",
        title: t(phone ? "dial.headset" : "dial.handset"),
        message: "",
        seconds: 8,
      }),
    onError: (error) => notify(t, { color: "red", message: t("dial.failed", { reason: reasonOf(error, t) }) }),
  });
  const { mutate, isPending } = dial;
  const canDial = me.can_dial;
  return useMemo(() => {
    const copy = async (number: string) => {
      const isCopied = await copyText(dialable(number));
      const title = t("callBack.handset", { number: readablePhone(number) });
      notify(t, { color: "teal", title, message: isCopied ? t("dial.copied") : "", seconds: 12 });
    };
    const start = (number: string, of?: NumberOf) => {
      if (isPending || performance.now() - clickedAt.current < ONE_CLICK_MS) return;
      clickedAt.current = performance.now();
      if (!canDial && !isHidden(number)) {
        void copy(number);
        return;
      }
      const key = randomId();
      phone?.run({ do: "expect", call: key }).catch(() => undefined);
      mutate({ key, wish: { number, kind: of?.kind ?? "", id: of ? String(of.id) : "" } });
    };
    return { start, isPending };
  }, [canDial, isPending, mutate, phone, t]);
}
