import type { RTCSession } from "jssip/lib/RTCSession";
import type { CallTrouble, PhoneCall, TalkFigures } from "@/model/phoneCalls";
import { TalkMeter, type TalkSummary } from "@/model/talkMeter";
import { readCounters, sound } from "./phoneMedia";

const LOOK_MS = 1000;
/** How often it is tried to hold, or to go on, while the PBX has not answered the change before. */
const TURN_MS = 100;
/** Candidates that come later than this are not waited for: a STUN server that is away must not delay the answer. */
const GATHER_MS = 1500;

export type SipCallEvents = {
  readonly onChange: () => void;
  /** Nobody hears the operator any more: another microphone is wanted. */
  readonly onMicrophoneLost: (call: SipCall) => void;
  readonly onEnd: (call: SipCall, summary: TalkSummary | null) => void;
};

/** One call of the phone: what JsSIP tells of it, its sound and its counters. */
export class SipCall {
  readonly id: string;
  readonly session: RTCSession;
  asksFor = "";
  private readonly events: SipCallEvents;
  private readonly silenceMs: number;
  private readonly heard = new Audio();
  private readonly meter = new TalkMeter();
  private state: PhoneCall["state"];
  private trouble: CallTrouble = "";
  private figures: TalkFigures | null = null;
  private microphone: MediaStream | null = null;
  private looking: ReturnType<typeof setInterval> | undefined;
  private gathering: ReturnType<typeof setTimeout> | undefined;
  private turning: ReturnType<typeof setTimeout> | undefined;
  private speaker: string;
  private isOver = false;

  constructor(
    id: string,
    session: RTCSession,
    options: { readonly silenceMs: number; readonly speaker: string },
    events: SipCallEvents,
  ) {
    this.id = id;
    this.session = session;
    this.silenceMs = options.silenceMs;
    this.speaker = options.speaker;
    this.events = events;
    this.state = String(session.direction) === "incoming" ? "ringing" : "calling";
    session.on("peerconnection", ({ peerconnection }) => this.follow(peerconnection));
    if (session.connection) this.follow(session.connection);
    session.on("icecandidate", ({ ready }) => this.hurry(ready));
    session.on("accepted", () => this.began());
    session.on("ended", () => this.end());
    session.on("failed", () => this.end());
    for (const change of ["hold", "unhold", "muted", "unmuted"] as const) {
      session.on(change, () => {
        this.meter.excuse(Date.now());
        this.events.onChange();
      });
    }
  }

  get view(): PhoneCall {
    const { remote_identity: remote } = this.session;
    return {
      id: this.id,
      direction: String(this.session.direction) === "incoming" ? "in" : "out",
      number: remote?.uri?.user ?? "",
      name: remote?.display_name ?? "",
      state: this.state,
      isHeld: this.session.isOnHold().local,
      isMuted: this.session.isMuted().audio ?? false,
      trouble: this.trouble,
      figures: this.figures,
      asksFor: this.asksFor,
    };
  }

  get isTalking(): boolean {
    return this.state === "talking";
  }

  /** Hold the call, or go on with it: JsSIP drops it silently while another change is on its way, here it waits. */
  turnHold(isHeld: boolean): void {
    clearTimeout(this.turning);
    if (this.isOver || this.session.isOnHold().local === isHeld) return;
    const isTaken = isHeld ? this.session.hold() : this.session.unhold();
    if (!isTaken) this.turning = setTimeout(() => this.turnHold(isHeld), TURN_MS);
  }

  /** Whether its microphone went off in the middle of the talk. */
  get hasLostMicrophone(): boolean {
    return this.trouble === "microphone";
  }

  /** Speak through this stream; it is closed with the call. */
  speakThrough(stream: MediaStream): void {
    this.microphone = stream;
    const lose = () => {
      if (this.isOver || this.microphone !== stream) return;
      this.note("microphone");
      this.events.onMicrophoneLost(this);
    };
    for (const track of stream.getAudioTracks()) track.addEventListener("ended", lose);
  }

  /** Change the microphone in the middle of the talk. */
  async changeMicrophone(stream: MediaStream): Promise<void> {
    const [track] = stream.getAudioTracks();
    const sender = this.session.connection?.getSenders().find((one) => one.track?.kind === "audio");
    if (!track || !sender) return this.close(stream);
    const isMuted = this.session.isMuted().audio ?? false;
    await sender.replaceTrack(track);
    if (this.isOver) return this.close(stream);
    track.enabled = !isMuted;
    this.close(this.microphone);
    this.speakThrough(stream);
    if (this.trouble === "microphone") this.note("");
  }

  changeSpeaker(speaker: string): void {
    this.speaker = speaker;
    void sound(this.heard, speaker || "default");
  }

  private follow(connection: RTCPeerConnection): void {
    connection.addEventListener("track", (event) => {
      this.heard.srcObject = event.streams[0] ?? new MediaStream([event.track]);
      void sound(this.heard, this.speaker);
    });
    connection.addEventListener("iceconnectionstatechange", () => {
      if (connection.iceConnectionState === "failed") this.note("ice");
      else if (connection.iceConnectionState === "connected" && this.trouble === "ice") this.note("");
    });
  }

  private hurry(ready: () => void): void {
    this.gathering ??= setTimeout(ready, GATHER_MS);
  }

  private began(): void {
    this.state = "talking";
    this.looking ??= setInterval(() => void this.look(), LOOK_MS);
    this.events.onChange();
  }

  private async look(): Promise<void> {
    const connection = this.session.connection;
    const counters = connection && (await readCounters(connection).catch(() => null));
    if (this.isOver || !connection) return;
    const now = Date.now();
    const hold = this.session.isOnHold();
    if (hold.local || hold.remote) this.meter.excuse(now);
    // A connection that never had a packet has no counters of them: that is silence too.
    this.figures = this.meter.take({
      atMs: now,
      ...(counters ?? { received: 0, lost: 0, rttMs: null, jitterMs: null }),
    });
    const isSilent = this.meter.silentMs(now) >= this.silenceMs;
    if (isSilent && this.trouble === "") this.trouble = "silence";
    else if (!isSilent && this.trouble === "silence") this.trouble = "";
    this.events.onChange();
  }

  private note(trouble: CallTrouble): void {
    if (this.isOver) return;
    this.trouble = trouble;
    this.events.onChange();
  }

  private end(): void {
    if (this.isOver) return;
    this.isOver = true;
    clearInterval(this.looking);
    clearTimeout(this.gathering);
    clearTimeout(this.turning);
    this.heard.srcObject = null;
    this.close(this.microphone);
    this.events.onEnd(this, this.isTalking ? this.meter.summary() : null);
  }

  private close(stream: MediaStream | null): void {
    for (const track of stream?.getTracks() ?? []) track.stop();
  }
}
