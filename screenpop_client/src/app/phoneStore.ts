import { type PhoneCommand, type PhoneState, SILENT_PHONE } from "@/model/phoneCalls";
import { type PresentDevice, usable } from "@/model/phoneDevices";
import { PhoneSilence } from "@/model/phoneSilence";
import { Watched } from "@/model/watched";
import { obey } from "@/phone/phoneCommands";
import { PhoneError, watchMicrophone } from "@/phone/phoneMedia";
import { PhoneTabs } from "@/phone/phoneTabs";
import type { SipPhone } from "@/phone/sipPhone";
import { api } from "@/wire/api";
import { backoffMs } from "@/wire/backoff";
import { ApiError, Unreachable } from "@/wire/http";
import { type Election, joinElection } from "@/wire/leader";
import { startBeat } from "@/wire/pageBeat";
import { chosenDevices, watchDevices } from "./phoneDevices";
import { ringTone } from "./ringTone";
import { reportTalk } from "./talkReport";

const LONGEST_WAIT_MS = 60_000;

/**
 * The phone of this browser (R73): one tab is registered, the others show it and send it commands.
 *
 * A tab that is frozen or hangs keeps its lock and hears no ring: the others ask it every second whether it lives.
 *
 * It lives outside of the pages: going to another one, or the end of the login in the middle of a talk, cuts nothing.
 */
export class PhoneStore extends Watched {
  readonly operatorId: number;
  private readonly tabs: PhoneTabs;
  private readonly silence = new PhoneSilence(Date.now());
  private election: Election | null = null;
  private current: PhoneState = SILENT_PHONE;
  private phone: SipPhone | null = null;
  private isLeader = false;
  private isOver = false;
  private failures = 0;
  /** Counts beginnings and ends: a login that comes, or fails, after another is no news. */
  private begun = 0;
  private waiting: ReturnType<typeof setTimeout> | undefined;
  private readonly leaving: (() => void)[] = [];

  constructor(operatorId: number) {
    super();
    this.operatorId = operatorId;
    this.tabs = new PhoneTabs(operatorId, {
      onState: (state) => this.heard(state),
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

  start(): void {
    import("@/phone/sipPhone").catch(() => undefined); // at hand: once the server was updated its file is gone
    const election = joinElection(`phone-${this.operatorId}`, (isLeader) => this.elected(isLeader));
    this.election = election;
    this.leaving.push(
      election.leave,
      startBeat(() => this.look()),
      watchMicrophone((state) => this.microphoneIs(state)),
      watchDevices((present) => {
        this.present = present;
        this.takeUpDevices().catch(() => undefined); // the call itself tells that nobody hears it
      }),
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
    this.end();
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
    else this.giveWay();
  }

  /** Another tab became the phone while this one did not answer: it keeps it, unless somebody is talked with here. */
  private giveWay(): void {
    if (this.phone?.hasCalls) {
      this.isLeader = true;
      this.election?.seize();
      this.phone.register();
      this.tabs.tell(this.current);
      return;
    }
    this.end();
    this.silence.heard(Date.now());
    this.set({ ...this.current, calls: [] });
    this.tabs.ask();
  }

  /** Every second: does the tab that is the phone still answer? */
  private look(): void {
    if (this.isLeader) return;
    const isInTalk = this.current.calls.some((call) => call.state !== "ringing");
    if (this.silence.isTooLong(Date.now(), isInTalk)) this.election?.seize();
    else this.tabs.ask();
  }

  private heard(state: PhoneState): void {
    this.silence.heard(Date.now());
    // It is told every second, and mostly nothing changed: nothing is drawn anew then.
    if (!this.isLeader && JSON.stringify(state) !== JSON.stringify(this.current)) this.set(state);
  }

  private async begin(): Promise<void> {
    this.begun += 1;
    const mine = this.begun;
    this.tell({ ...this.current, phase: "connecting", calls: [] });
    try {
      const login = await api.phoneLogin();
      const { SipPhone } = await import("@/phone/sipPhone");
      if (mine !== this.begun) return;
      this.phone = new SipPhone(login, this.devices(), {
        onStatus: (status) => this.statusIs(status),
        onCalls: (calls) => this.tell({ ...this.current, calls }),
        onTalked: (call, summary) => void reportTalk(call.id, summary),
      });
      this.phone.start();
    } catch (error) {
      if (mine === this.begun) this.failed(error);
    }
  }

  private end(): void {
    this.begun += 1;
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

  private present: readonly PresentDevice[] = [];

  private devices() {
    // Before the first list came nothing is known to be away.
    return this.present.length === 0 ? chosenDevices() : usable(chosenDevices(), this.present).devices;
  }

  /** Take up what was chosen, or plugged in, and what the system has for what is away; in the middle of a talk too. */
  private async takeUpDevices(): Promise<void> {
    const devices = this.devices();
    ringTone.soundOn(devices.ring);
    const missing = this.present.length === 0 ? [] : usable(chosenDevices(), this.present).missing;
    if (!this.isLeader) return;
    if (missing.join() !== this.current.missing.join()) this.tell({ ...this.current, missing });
    await this.phone?.changeDevices(devices);
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
    if (command.do === "devices") return this.takeUpDevices();
    if (command.do === "expect") return this.phone?.expect(command.call);
    if (!this.phone) throw new PhoneError("unreachable");
    await obey(this.phone, command);
  }

  /** Show it here and in the other tabs. */
  private tell(state: PhoneState): void {
    this.set(state);
    this.tabs.tell(state);
  }

  private set(state: PhoneState): void {
    this.current = state;
    this.tellWatchers();
  }
}
