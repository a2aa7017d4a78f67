import { useEffect, useState } from "react";
import { readPreference } from "@/app/preferences";
import { ringTone } from "@/app/ringTone";
import { useText } from "@/app/text";
import { useDesk } from "@/app/workspace";
import { whoOf } from "@/model/callerName";
import { joinElection } from "@/wire/leader";

const BLINK_MS = 900;

/** Draw attention while a phone rings: title, sound, and a notification when the page is not looked at. */
export function useRingAlert(): void {
  const { t } = useText();
  const { desk } = useDesk();
  const [isNotifier, setNotifier] = useState(false);
  const [isAudible, setAudible] = useState(false);
  const [isRinger, setRinger] = useState(false);
  const ringing = desk.cards.find((shown) => shown.card.state === "ringing")?.card;
  const callId = ringing?.id;
  const who = ringing && (whoOf(ringing) || t("card.withheld"));
  const line = ringing?.line.campaign?.name ?? ringing?.line.did ?? "";

  useEffect(() => joinElection("notify", setNotifier), []);
  useEffect(() => whenTouched(() => void ringTone.unlock().then(() => setAudible(true))), []);
  // Only a tab that may sound stands for ringing: one that nobody touched yet would ring in silence for all.
  useEffect(() => (isAudible ? joinElection("ring", setRinger) : undefined), [isAudible]);

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
    if (!callId || !isRinger || readPreference("sound") === "off") return;
    ringTone.start();
    return () => ringTone.stop();
  }, [callId, isRinger]);

  useEffect(() => {
    if (!callId || !who || !isNotifier) return;
    return notify(t("dock.ringing", { who }), line, callId);
  }, [callId, who, line, isNotifier, t]);
}

function whenTouched(act: () => void): () => void {
  const touch = () => {
    leave();
    act();
  };
  const leave = () => {
    window.removeEventListener("pointerdown", touch);
    window.removeEventListener("keydown", touch);
  };
  window.addEventListener("pointerdown", touch);
  window.addEventListener("keydown", touch);
  return leave;
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
