import { useEffect } from "react";
import { atFirstTouch } from "@/app/firstTouch";
import { readPreference } from "@/app/preferences";
import { ringTone } from "@/app/ringTone";
import { useText } from "@/app/text";
import { useDesk, useIsHeard, useWorkspace } from "@/app/workspace";
import { whoOf } from "@/model/callerName";
import { readablePhone } from "@/model/phone";

const BLINK_MS = 900;

/** Draw attention while a phone rings: title, sound, and a notification when the page is not looked at. */
export function useRingAlert(): void {
  const { t } = useText();
  const { attention } = useWorkspace();
  const isHeard = useIsHeard();
  const ringing = useDesk(({ desk, isDoubtful }) =>
    isDoubtful ? undefined : desk.cards.find((shown) => shown.card.state === "ringing")?.card,
  );
  const callId = ringing?.id;
  const who = ringing && (whoOf(ringing) || t("card.withheld"));
  const { campaign, queue = "", did = "" } = ringing?.line ?? {};
  const line = campaign?.name || queue || readablePhone(did);

  useEffect(() => atFirstTouch(() => void ringTone.unlock().then(() => attention.mayNowSound())), [attention]);

  useEffect(() => {
    const calm = t("app.name");
    document.title = calm;
    if (!who) return;
    const loud = t("title.ringing", { who });
    document.title = loud;
    const blinking = setInterval(() => {
      document.title = document.title === loud ? calm : loud;
    }, BLINK_MS);
    return () => {
      clearInterval(blinking);
      document.title = calm;
    };
  }, [who, t]);

  useEffect(() => {
    if (!callId || !isHeard || readPreference("sound") === "off") return;
    ringTone.start();
    return () => ringTone.stop();
  }, [callId, isHeard]);

  useEffect(() => {
    if (!callId || !who || !isHeard) return;
    return notify(t("dock.ringing", { who }), line, callId);
  }, [callId, who, line, isHeard, t]);
}

function notify(title: string, body: string, tag: string): (() => void) | undefined {
  if (!("Notification" in window) || Notification.permission !== "granted" || document.hasFocus()) return undefined;
  const shown = new Notification(title, { body, tag, icon: "/favicon.svg" });
  shown.onclick = () => {
    window.focus();
    shown.close();
  };
  return () => shown.close();
}
