import type { HeadsetMove } from "@/model/headsetReports";
import type { PhoneCall, PhoneCommand } from "@/model/phoneCalls";
import { browserHid, HeadsetButtons } from "@/phone/headsetButtons";
import type { PhoneStore } from "./phoneStore";

/** Let the headset's own buttons and lights be the phone's, in the tab that is it; returns the way out. */
export function followButtons(phone: PhoneStore): () => void {
  const port = browserHid();
  if (!port) return () => undefined;
  let buttons: HeadsetButtons | null = null;
  const follow = () => {
    const isHere = phone.isHere && phone.state.phase !== "off";
    if (isHere && !buttons) {
      buttons = new HeadsetButtons(
        port,
        () => standingOf(phone.state.calls),
        (move) => {
          const command = commandOf(move, phone.state.calls);
          // What cannot be done is told where the call is shown: by its state.
          if (command) phone.run(command).catch(() => undefined);
        },
      );
      void buttons.start();
    } else if (!isHere && buttons) {
      buttons.stop();
      buttons = null;
    }
    const { isRinging, isTalking, isMuted } = standingOf(phone.state.calls);
    buttons?.show({ ring: isRinging && !isTalking, offHook: isTalking, mute: isMuted });
  };
  const forget = phone.subscribe(follow);
  follow();
  return () => {
    forget();
    buttons?.stop();
  };
}

function standingOf(calls: readonly PhoneCall[]) {
  const talk = talkOf(calls);
  return {
    isRinging: calls.some((call) => call.state === "ringing"),
    isTalking: talk !== undefined,
    isMuted: talk?.isMuted ?? false,
  };
}

/** The call that the operator speaks in: one that is held waits. */
function talkOf(calls: readonly PhoneCall[]): PhoneCall | undefined {
  const begun = calls.filter((call) => call.state !== "ringing");
  return begun.find((call) => !call.isHeld) ?? begun[0];
}

function commandOf(move: HeadsetMove, calls: readonly PhoneCall[]): PhoneCommand | null {
  const call = move === "answer" ? calls.find((one) => one.state === "ringing") : talkOf(calls);
  return call ? { do: move, call: call.id } : null;
}
