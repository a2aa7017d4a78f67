import type { KeyPress } from "./keys";
import type { DeviceRole } from "./phoneDevices";

/** What a phone in the browser is doing, as every tab of it knows. */

export type PhonePhase = "off" | "connecting" | "registered" | "waiting";

/** What keeps the phone from being used, by the key of the words for it; "" when nothing does. */
export type PhoneProblem = "" | "microphone" | "noMicrophone" | "insecure" | "unreachable" | "refused" | "login";

export type CallTrouble = "" | "silence" | "ice" | "microphone";

export type TalkFigures = {
  readonly rttMs: number | null;
  readonly jitterMs: number | null;
  readonly lossPercent: number;
  readonly mos: number;
};

export type PhoneCall = {
  /** The Call-ID: by it a card knows its call. */
  readonly id: string;
  readonly direction: "in" | "out";
  readonly number: string;
  readonly name: string;
  readonly state: "ringing" | "calling" | "talking";
  readonly isHeld: boolean;
  readonly isMuted: boolean;
  readonly trouble: CallTrouble;
  readonly figures: TalkFigures | null;
  /** The call that waits while this one asks whether it may be handed over. */
  readonly asksFor: string;
};

export type PhoneState = {
  readonly phase: PhonePhase;
  readonly problem: PhoneProblem;
  /** The server's own words of a refusal. */
  readonly words: string;
  readonly calls: readonly PhoneCall[];
  /** Chosen devices that are not there: the system's own do their work. */
  readonly missing: readonly DeviceRole[];
};

export const SILENT_PHONE: PhoneState = { phase: "off", problem: "", words: "", calls: [], missing: [] };

export type PhoneCommand =
  | { readonly do: "answer" | "hangUp" | "hold" | "resume" | "mute" | "unmute"; readonly call: string }
  | { readonly do: "tone"; readonly call: string; readonly tone: string }
  | { readonly do: "transfer" | "consult"; readonly call: string; readonly to: string }
  | { readonly do: "join" | "back"; readonly call: string }
  /** A click that the PBX will ring here for: that call is answered at once. */
  | { readonly do: "expect"; readonly call: string }
  | { readonly do: "retry" }
  | { readonly do: "devices" };

/**
 * Estimate how a talk sounds from 1 (bad) to 4.4: the E-model of ITU-T G.107 with what a browser can measure.
 *
 * One way takes half of the round trip and the jitter buffer, which is about twice the jitter.
 */
export function meanOpinion(rttMs: number, jitterMs: number, lossPercent: number): number {
  const delay = rttMs / 2 + 2 * jitterMs + 10;
  const late = delay < 160 ? delay / 40 : (delay - 120) / 10;
  const r = Math.max(0, Math.min(100, 93.2 - late - 2.5 * lossPercent));
  const mos = 1 + 0.035 * r + r * (r - 60) * (100 - r) * 7e-6;
  return Math.round(Math.max(1, mos) * 100) / 100;
}

/** Tell how a talk sounds in a word: its colour and its text go by it. */
export function soundOf(mos: number): "good" | "fair" | "bad" {
  if (mos >= 3.8) return "good";
  return mos >= 3.1 ? "fair" : "bad";
}

/** Return the call of a card among those of the phone; `ids` are the card's SIP calls as the PBX names them. */
export function callOf(calls: readonly PhoneCall[], ids: readonly string[]): PhoneCall | undefined {
  return calls.find((call) => ids.includes(call.id));
}

type Press = Pick<KeyPress, "code" | "shiftKey" | "ctrlKey" | "metaKey" | "altKey">;

/** The telephone's key that a key of the keyboard stands for, "" for any other; by its place, so in any layout. */
export function toneOf(press: Press): string {
  if (press.ctrlKey || press.metaKey || press.altKey) return "";
  if (press.code === "NumpadMultiply") return "*";
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(press.code)?.[1] ?? "";
  if (!press.shiftKey) return digit;
  return { "3": "#", "8": "*" }[digit] ?? "";
}

/** The call that keys are about: the one that is spoken in, else the first there is. */
export function spokenOf(calls: readonly PhoneCall[]): PhoneCall | undefined {
  return calls.find((call) => call.state === "talking" && !call.isHeld) ?? calls[0];
}
