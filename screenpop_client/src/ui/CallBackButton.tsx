import { ActionIcon, Button } from "@mantine/core";
import { IconPhoneOutgoing } from "@tabler/icons-react";
import type { RefObject } from "react";
import { copyText } from "@/app/copyText";
import { notify } from "@/app/notify";
import { useSession } from "@/app/session";
import { useText } from "@/app/text";
import { useCallBack } from "@/app/useCardActions";
import { dialable, isHidden, readablePhone } from "@/model/phone";
import hints from "./HintButton.module.css";

type CallBackButtonProps = {
  /** Whom: a hidden number is dialled by the server, which must know of which call it is. */
  readonly call: { readonly number: string; readonly call_id?: string };
  readonly isIcon?: boolean;
  /** The one thing to do on a page: its words, its key, and a way to press it. */
  readonly main?: { readonly words: string; readonly hint: string; readonly ref: RefObject<HTMLElement | null> };
};

/**
 * Helps to call back: the number goes to the clipboard for a desk phone; with a headset the computer's own phone
 * program is asked to dial. A number that is hidden from the operator is dialled by the server. Either way the operator
 * is told what is left to do.
 */
export function CallBackButton({ call, isIcon = false, main }: CallBackButtonProps) {
  const { t } = useText();
  const { me } = useSession();
  const callBack = useCallBack();
  const { number } = call;
  const shown = readablePhone(number);
  const isServers = isHidden(number);
  const isHeadset = me.operator.device_mode === "headset" && !isServers;
  const tell = async () => {
    if (isServers) return call.call_id === undefined ? undefined : callBack.mutate(call.call_id);
    const isCopied = await copyText(dialable(number));
    const title = isHeadset ? "callBack.headset" : "callBack.handset";
    notify(t, {
      color: "teal",
      title: t(title, { number: shown }),
      message: t(isCopied ? `${title}.copied` : "callBack.closes"),
      seconds: 12,
    });
  };
  const act = {
    "aria-label": `${t("callBack.button")} ${shown}`,
    disabled: callBack.isPending || (isServers && call.call_id === undefined),
    onClick: () => void tell(),
    ...(isHeadset ? { component: "a" as const, href: `tel:${dialable(number)}` } : {}),
  };
  if (isIcon) {
    return (
      <ActionIcon size="xs" variant="subtle" title={t("callBack.button")} {...act}>
        <IconPhoneOutgoing size={14} />
      </ActionIcon>
    );
  }
  if (main) {
    const { words, hint, ref } = main;
    return (
      <Button
        {...act}
        ref={ref as never}
        size="md"
        aria-label={`${words} ${shown}`}
        aria-keyshortcuts={hint}
        leftSection={<IconPhoneOutgoing size={18} aria-hidden="true" />}
      >
        {words}
        <kbd className={hints.hint} aria-hidden>
          {hint}
        </kbd>
      </Button>
    );
  }
  return (
    <Button size="compact-xs" variant="default" leftSection={<IconPhoneOutgoing size={14} />} {...act}>
      {t("callBack.button")}
    </Button>
  );
}
