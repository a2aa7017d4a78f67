import { UA, WebSocketInterface } from "jssip";
import type { RTCSession } from "jssip/lib/RTCSession";
import type { PhoneCall } from "@/model/phoneCalls";
import type { TalkSummary } from "@/model/talkMeter";
import type { PhoneLogin } from "@/wire/messages.gen";
import { openMicrophone, type PhoneDevices, PhoneError } from "./phoneMedia";
import { SipCall } from "./sipCall";

const EXPIRES_S = 120;
const RECONNECT_S = { first: 1, longest: 15 };
/** JsSIP waits half a second between keys, longer than one types. */
const TONE_GAP_MS = 100;
const MAX_CALLS = 6;
const CLICK_HEADER = "X-Callbridge-Click";
const EXPECTED_MS = 40_000;
const DIALLED = /^[0-9*#+A-Za-z._-]{1,64}$/;

type Invite = { readonly call_id: string; readonly getHeader: (name: string) => string | undefined };

export type SipPhoneEvents = {
  /** `refused`: the PBX does not take the password. */
  readonly onStatus: (status: "connecting" | "registered" | "unreachable" | "refused") => void;
  readonly onCalls: (calls: readonly PhoneCall[]) => void;
  readonly onTalked: (call: PhoneCall, summary: TalkSummary) => void;
};

/** A SIP phone over a web socket: registered as long as it lives. Only the tab that is the phone has one. */
export class SipPhone {
  private readonly agent: UA;
  private readonly login: PhoneLogin;
  private readonly events: SipPhoneEvents;
  private readonly calls = new Map<string, SipCall>();
  private devices: PhoneDevices;
  /** Clicks of this operator's whose call the phone answers by itself: only they and the PBX know them. */
  private readonly expected = new Set<string>();

  constructor(login: PhoneLogin, devices: PhoneDevices, events: SipPhoneEvents) {
    this.login = login;
    this.devices = devices;
    this.events = events;
    this.agent = new UA({
      sockets: [new WebSocketInterface(login.url)],
      uri: `sip:${login.username}@${login.domain}`,
      authorization_user: login.username,
      password: login.password,
      register: true,
      register_expires: EXPIRES_S,
      session_timers: false,
      connection_recovery_min_interval: RECONNECT_S.first,
      connection_recovery_max_interval: RECONNECT_S.longest,
      user_agent: "callbridge",
    });
    this.agent.on("connecting", () => events.onStatus("connecting"));
    this.agent.on("registered", () => events.onStatus("registered"));
    this.agent.on("disconnected", () => events.onStatus("unreachable"));
    this.agent.on("registrationFailed", ({ response }) => {
      const isRefused = [401, 403, 404, 407].includes(response?.status_code ?? 0);
      events.onStatus(isRefused ? "refused" : "unreachable");
    });
    this.agent.on("newRTCSession", ({ session, request }: { session: RTCSession; request: Invite }) => {
      this.meet(session, request.call_id);
      if (this.expected.delete(request.getHeader(CLICK_HEADER) ?? "")) {
        void this.answer(request.call_id).catch(() => undefined);
      }
    });
  }

  start(): void {
    this.agent.start();
  }

  /** Try the way to the PBX now; JsSIP itself tries again within 15 s. */
  reconnect(): void {
    // JsSIP has it, its types do not.
    (this.agent as unknown as { transport: { connect(): void } | null }).transport?.connect();
  }

  /** Be the one that the PBX rings, after another was it. */
  register(): void {
    this.agent.register();
  }

  /** End every call, unregister, leave. */
  stop(): void {
    this.agent.stop();
  }

  get hasCalls(): boolean {
    return this.calls.size > 0;
  }

  /** Answer at once what the PBX rings here for this click. */
  expect(click: string): void {
    this.expected.add(click);
    setTimeout(() => this.expected.delete(click), EXPECTED_MS);
  }

  async answer(id: string): Promise<void> {
    const call = this.call(id);
    if (call.isTalking) return;
    const mediaStream = await openMicrophone(this.devices.microphone);
    // It may have ended while the browser asked whether it may hear.
    if (!this.calls.has(id) || !call.session.isInProgress()) {
      for (const track of mediaStream.getTracks()) track.stop();
      throw new PhoneError("gone");
    }
    for (const other of this.calls.values()) if (other.isTalking && other !== call) other.turnHold(true);
    call.speakThrough(mediaStream);
    call.session.answer({ mediaStream, pcConfig: this.connection });
  }

  async dial(to: string, asksFor = ""): Promise<void> {
    if (!DIALLED.test(to)) throw new PhoneError("number");
    if (this.calls.size >= MAX_CALLS) throw new PhoneError("busy");
    const mediaStream = await openMicrophone(this.devices.microphone);
    if (asksFor) this.call(asksFor).turnHold(true);
    const session = this.agent.call(`sip:${to}@${this.login.domain}`, { mediaStream, pcConfig: this.connection });
    const call = [...this.calls.values()].find((one) => one.session === session);
    if (!call) return;
    call.asksFor = asksFor;
    call.speakThrough(mediaStream);
    this.tell();
  }

  hangUp(id: string): void {
    const { session } = this.call(id);
    const isRinging = this.call(id).view.state === "ringing";
    session.terminate(isRinging ? { status_code: 486 } : {});
  }

  hold(id: string): void {
    this.call(id).turnHold(true);
  }

  resume(id: string): void {
    this.call(id).turnHold(false);
  }

  mute(id: string, isMuted: boolean): void {
    const { session } = this.call(id);
    if (isMuted) session.mute({ audio: true });
    else session.unmute({ audio: true });
  }

  tone(id: string, tone: string): void {
    if (!/^[0-9*#]$/.test(tone)) throw new PhoneError("number");
    // biome-ignore lint/suspicious/noExplicitAny: the enumeration exists in JsSIP's types alone
    this.call(id).session.sendDTMF(tone, { transportType: "RFC2833" as any, interToneGap: TONE_GAP_MS });
  }

  /** Hand the call over without asking. */
  transfer(id: string, to: string): void {
    if (!DIALLED.test(to)) throw new PhoneError("number");
    this.call(id).session.refer(`sip:${to}@${this.login.domain}`);
  }

  /** Hand the call that waits over to the one that was asked. */
  join(id: string): void {
    const asked = this.call(id);
    const waiting = this.call(asked.asksFor);
    waiting.session.refer(asked.session.remote_identity.uri, { replaces: asked.session });
  }

  /** Ask no more and talk with the one who waits. */
  back(id: string): void {
    const { session, asksFor } = this.call(id);
    session.terminate();
    this.calls.get(asksFor)?.turnHold(false);
  }

  async changeDevices(devices: PhoneDevices): Promise<void> {
    const before = this.devices;
    this.devices = devices;
    for (const call of this.calls.values()) {
      if (!call.isTalking) continue;
      if (devices.speaker !== before.speaker) call.changeSpeaker(devices.speaker);
      if (devices.microphone !== before.microphone || call.hasLostMicrophone) await this.renewMicrophone(call);
    }
  }

  private async renewMicrophone(call: SipCall): Promise<void> {
    const stream = await openMicrophone(this.devices.microphone);
    if (this.calls.get(call.id) === call) return call.changeMicrophone(stream);
    for (const track of stream.getTracks()) track.stop(); // the talk ended meanwhile
  }

  private get connection(): RTCConfiguration {
    return {
      iceServers: this.login.ice_servers.map((server) => ({
        urls: [...server.urls],
        ...(server.username ? { username: server.username, credential: server.credential } : {}),
      })),
    };
  }

  private meet(session: RTCSession, id: string): void {
    if (this.calls.size >= MAX_CALLS) {
      session.terminate({ status_code: 486 });
      return;
    }
    const options = { silenceMs: this.login.silence_s * 1000, speaker: this.devices.speaker };
    const call = new SipCall(id, session, options, {
      onChange: () => this.tell(),
      // Where there is none the call says so, and the next one that is plugged in is taken.
      onMicrophoneLost: (lost) => void this.renewMicrophone(lost).catch(() => undefined),
      onEnd: (ended, summary) => {
        const last = ended.view;
        this.calls.delete(ended.id);
        this.tell();
        if (summary) this.events.onTalked(last, summary);
      },
    });
    this.calls.set(id, call);
    this.tell();
  }

  private call(id: string): SipCall {
    const found = this.calls.get(id);
    if (!found) throw new PhoneError("gone");
    return found;
  }

  private tell(): void {
    this.events.onCalls([...this.calls.values()].map((call) => call.view));
  }
}
