import { FRESH_MS, type KnownTab, leaderOf } from "./heardTab";
import { randomId } from "./ids";

const NAME = "callbridge-attention";
/** So long a tab that came, or thawed, listens to the others before it rings for them. */
const LISTEN_MS = 300;

type Word =
  | { readonly say: "who?" }
  | { readonly say: "here"; readonly tab: Omit<KnownTab, "heardMs"> }
  | { readonly say: "bye"; readonly id: string };

/**
 * Makes one tab of this browser the one that rings and notifies, and always one that answers.
 *
 * A lock would do for closed tabs; a frozen one keeps it. So the tabs tell each other every second that they live.
 */
export class Attention {
  private readonly id = randomId();
  private readonly channel: BroadcastChannel | null;
  private readonly listeners = new Set<() => void>();
  private readonly tabs = new Map<string, KnownTab>();
  private canSound = false;
  private isSettled = false;
  private lastBeat = Date.now();
  private listening: ReturnType<typeof setTimeout> | undefined;
  private leads = false;

  constructor() {
    this.channel = openChannel();
    if (this.channel) this.channel.onmessage = ({ data }: MessageEvent<Word>) => this.hear(data);
    document.addEventListener("visibilitychange", this.tell);
    document.addEventListener("freeze", this.bye);
    document.addEventListener("resume", this.listen);
    window.addEventListener("pagehide", this.bye);
    window.addEventListener("pageshow", this.listen);
    this.listen();
  }

  /** Whether this tab rings and notifies for all. */
  get isLeader(): boolean {
    return this.leads;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** The page answers: told every second. */
  beat(): void {
    const now = Date.now();
    // A tab that stood still knows the others of then: it rings for nobody before it has heard them anew.
    if (now - this.lastBeat > FRESH_MS) this.listen();
    this.lastBeat = now;
    this.tell();
  }

  /** The user touched this tab: it may sound. */
  mayNowSound(): void {
    this.canSound = true;
    this.tell();
  }

  leave(): void {
    clearTimeout(this.listening);
    document.removeEventListener("visibilitychange", this.tell);
    document.removeEventListener("freeze", this.bye);
    document.removeEventListener("resume", this.listen);
    window.removeEventListener("pagehide", this.bye);
    window.removeEventListener("pageshow", this.listen);
    this.bye();
    this.channel?.close();
  }

  private readonly listen = (): void => {
    this.stepDown();
    clearTimeout(this.listening);
    this.listening = setTimeout(() => {
      this.isSettled = true;
      this.tell();
    }, LISTEN_MS);
    this.say({ say: "who?" });
  };

  private readonly stepDown = (): void => {
    this.isSettled = false;
    this.choose();
  };

  private readonly bye = (): void => {
    this.stepDown();
    this.say({ say: "bye", id: this.id });
  };

  private readonly tell = (): void => {
    const tab = { id: this.id, canSound: this.canSound, isVisible: document.visibilityState === "visible" };
    this.tabs.set(this.id, { ...tab, heardMs: Date.now() });
    this.say({ say: "here", tab });
    this.choose();
  };

  private hear(word: Word): void {
    if (word.say === "who?") return this.isSettled ? this.tell() : undefined;
    if (word.say === "bye") this.tabs.delete(word.id);
    else this.tabs.set(word.tab.id, { ...word.tab, heardMs: Date.now() });
    this.choose();
  }

  private choose(): void {
    const now = Date.now();
    for (const [id, tab] of this.tabs) if (now - tab.heardMs > FRESH_MS) this.tabs.delete(id);
    const leads = this.isSettled && leaderOf(this.tabs.values(), now) === this.id;
    if (leads === this.leads) return;
    this.leads = leads;
    for (const listener of this.listeners) listener();
  }

  private say(word: Word): void {
    this.channel?.postMessage(word);
  }
}

/** A browser that forbids pages to keep anything may forbid this too: then every tab stands alone. */
function openChannel(): BroadcastChannel | null {
  try {
    return new BroadcastChannel(NAME);
  } catch {
    return null;
  }
}
