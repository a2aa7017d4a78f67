import { type PhoneCommand, type PhoneState, SILENT_PHONE } from "@/model/phoneCalls";
import type { TalkSummary } from "@/model/talkMeter";
import { type PhoneDevices, PhoneError, watchMicrophone } from "@/phone/phoneMedia";
import { PhoneTabs } from "@/phone/phoneTabs";
import type { SipPhone } from "@/phone/sipPhone";
import { api } from "@/wire/api";
import { backoffMs } from "@/wire/backoff";
import { ApiError, Unreachable } from "@/wire/http";
import { joinElection } from "@/wire/leader";
import type { TalkReport } from "@/wire/messages.gen";
import { readPreference } from "./preferences";

const LONGEST_WAIT_MS = 60_000;

/**
 * The phone of this browser (R73): one tab is registered, the others show it and send it commands.
 *
 * It lives outside of the pages: going to another one, or the end of the login in the middle of a talk, cuts nothing.
 */
export class PhoneStore {
  readonly operatorId: number;
  private readonly listeners = new Set<() => void>();
  private readonly tabs: PhoneTabs;
  private current: PhoneState = SILENT_PHONE;
  private phone: SipPhone | null = null;
  private isLeader = false;
  private isOver = false;
  private failures = 0;
  private waiting: ReturnType<typeof setTimeout> | undefined;
  private readonly leaving: (() => void)[] = [];

  constructor(operatorId: number) {
    this.operatorId = operatorId;
    this.tabs = new PhoneTabs(operatorId, {
      onState: (state) => {
        if (!this.isLeader) this.set(state);
      },
      onAsked: () => {
        if (this.isLeader) this.tabs.tell(this.current);
      },
      onCommand: (command) => this.carryOut(command),
      isPhone: () => this.isLeader,
    });
  }

  get state(): PhoneState {
    return this.current;
  }

  /** Whether this tab is the one that is registered. */
  get isHere(): boolean {
    return this.isLeader;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  start(): void {
    this.leaving.push(
      joinElection(`phone-${this.operatorId}`, (isLeader) => this.elected(isLeader)),
      watchMicrophone((state) => this.microphoneIs(state)),
    );
    const leave = () => this.phone?.stop();
    window.addEventListener("pagehide", leave);
    window.addEventListener("online", this.retry);
    this.leaving.push(
      () => window.removeEventListener("pagehide", leave),
      () => window.removeEventListener("online", this.retry),
    );
    this.tabs.ask();
  }

  /** Hang up, unregister, and let another tab be the phone. */
  stop(): void {
    if (this.isOver) return;
    this.isOver = true;
    clearTimeout(this.waiting);
    this.phone?.stop();
    this.phone = null;
    for (const leave of this.leaving) leave();
    this.set(SILENT_PHONE);
    if (this.isLeader) this.tabs.tell(SILENT_PHONE);
    this.tabs.leave();
  }

  /** Do it here, or have the tab do it that is the phone; throws PhoneError. */
  async run(command: PhoneCommand): Promise<void> {
    await (this.isLeader ? this.carryOut(command) : this.tabs.send(command));
  }

  private elected(isLeader: boolean): void {
    if (this.isOver || isLeader === this.isLeader) return;
    this.isLeader = isLeader;
    if (isLeader) void this.begin();
    else this.end();
  }

  private async begin(): Promise<void> {
    this.tell({ ...this.current, phase: "connecting", calls: [] });
    try {
      const login = await api.phoneLogin();
      const { SipPhone } = await import("@/phone/sipPhone");
      if (this.isOver || !this.isLeader) return;
      this.phone = new SipPhone(login, chosenDevices(), {
        onStatus: (status) => this.statusIs(status),
        onCalls: (calls) => this.tell({ ...this.current, calls }),
        onTalked: (call, summary) => void this.report(call.id, summary),
      });
      this.phone.start();
    } catch (error) {
      this.failed(error);
    }
  }

  private end(): void {
    clearTimeout(this.waiting);
    this.phone?.stop();
    this.phone = null;
  }

  private statusIs(status: "connecting" | "registered" | "unreachable" | "refused"): void {
    if (status === "registered") {
      this.failures = 0;
      this.tell({ ...this.current, phase: "registered", problem: this.microphone, words: "" });
    } else if (status === "connecting") {
      if (this.current.phase !== "registered") this.tell({ ...this.current, phase: "connecting" });
    } else if (status === "unreachable") {
      // JsSIP comes back by itself, later each time.
      this.tell({ ...this.current, phase: "waiting", problem: "unreachable", words: "" });
    } else if (!this.phone?.hasCalls) {
      this.end();
      this.again({ problem: "refused", words: "" });
    }
  }

  private failed(error: unknown): void {
    const problem = error instanceof Unreachable ? "unreachable" : "login";
    this.again({ problem, words: error instanceof ApiError ? error.info.message : "" });
  }

  private again(why: Pick<PhoneState, "problem" | "words">): void {
    this.tell({ ...this.current, ...why, phase: "waiting" });
    clearTimeout(this.waiting);
    const pause = Math.min(LONGEST_WAIT_MS, backoffMs(this.failures, Math.random()) * 2 ** Math.min(4, this.failures));
    this.failures += 1;
    this.waiting = setTimeout(() => void this.begin(), pause);
  }

  private microphone: "" | "microphone" = "";

  private microphoneIs(state: PermissionState): void {
    this.microphone = state === "denied" ? "microphone" : "";
    if (!this.isLeader) return;
    const isTold = this.current.problem === "microphone";
    if (this.microphone && this.current.phase === "registered") this.tell({ ...this.current, problem: "microphone" });
    else if (!this.microphone && isTold) this.tell({ ...this.current, problem: "" });
  }

  private readonly retry = (): void => {
    if (!this.isLeader || this.current.phase === "registered") return;
    if (this.phone?.hasCalls) {
      this.phone.reconnect(); // a new phone would end the talks
      return;
    }
    this.end();
    this.failures = 0;
    void this.begin();
  };

  private async carryOut(command: PhoneCommand): Promise<void> {
    if (command.do === "retry") return this.retry();
    if (command.do === "expect") return this.phone?.expect(command.call);
    const phone = this.phone;
    if (!phone) throw new PhoneError("unreachable");
    switch (command.do) {
      case "answer":
        return phone.answer(command.call);
      case "hangUp":
        return phone.hangUp(command.call);
      case "hold":
        return phone.hold(command.call);
      case "resume":
        return phone.resume(command.call);
      case "mute":
      case "unmute":
        return phone.mute(command.call, command.do === "mute");
      case "tone":
        return phone.tone(command.call, command.tone);
      case "transfer":
        return phone.transfer(command.call, command.to);
      case "consult":
        return phone.dial(command.to, command.call);
      case "join":
        return phone.join(command.call);
      case "back":
        return phone.back(command.call);
      case "devices":
        return phone.changeDevices(chosenDevices());
    }
  }

  /** Figures are worth no more than a try or two: what cannot be told is given up. */
  private async report(callId: string, talk: TalkSummary): Promise<void> {
    const report: TalkReport = {
      sip_call_id: callId,
      seconds: talk.seconds,
      received: talk.received,
      lost: Math.max(0, talk.lost),
      rtt_ms: talk.rttMs,
      jitter_ms: talk.jitterMs,
      mos: talk.mos,
      worst_mos: talk.worstMos,
    };
    await api
      .talked(report)
      .catch((error) => (error instanceof Unreachable ? api.talked(report) : undefined))
      .catch(() => undefined);
  }

  /** Show it here and in the other tabs. */
  private tell(state: PhoneState): void {
    this.set(state);
    this.tabs.tell(state);
  }

  private set(state: PhoneState): void {
    this.current = state;
    for (const listener of this.listeners) listener();
  }
}

function chosenDevices(): PhoneDevices {
  return {
    microphone: readPreference("phone.microphone") ?? "",
    speaker: readPreference("phone.speaker") ?? "",
  };
}
