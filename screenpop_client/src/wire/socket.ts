import { backoffMs } from "./backoff";
import { closingOf } from "./closing";
import type { ClientMessage, LiveMessage, Resume, ServerMessage, Snapshot } from "./messages.gen";
import { CloseCode, PROTOCOL_VERSION } from "./messages.gen";

/** So long a connection may take to become live: after a sleep the network may be there and answer nothing. */
const HANDSHAKE_MS = 8000;
/** A beat that comes a little early is the one that is due. */
const EARLY_MS = 250;

/** Where the socket stands, for the banner. `stopped` waits for the user, `outdated` for a page reload. */
export type SocketPhase = "connecting" | "live" | "waiting" | "stopped" | "login" | "outdated";

export type SocketStatus = {
  readonly phase: SocketPhase;
  /** The close code of the connection before; 0 when there is none. */
  readonly code: number;
};

export type SocketEvents = {
  readonly onSnapshot: (snapshot: Snapshot) => void;
  readonly onMessage: (message: LiveMessage) => void;
  readonly onStatus: (status: SocketStatus) => void;
  /** Milliseconds to add to this machine's clock to get the server's. */
  readonly onClock: (offsetMs: number) => void;
  /** The connection failed before the server spoke: the login may have ended. */
  readonly onUnheard: () => void;
};

export type SocketSettings = {
  readonly url: string;
  readonly tab: string;
  readonly csrf: () => string;
  readonly open?: (url: string) => WebSocket;
  readonly now?: () => number;
  readonly random?: () => number;
};

/** Keeps one operator's stream alive: hello, auth, snapshot or what was missed, then live messages in order. */
export class DeskSocket {
  private readonly settings: SocketSettings;
  private readonly events: SocketEvents;
  private socket: WebSocket | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private position: Resume | null = null;
  private failures = 0;
  private beatMs = 0;
  private aliveAt = Number.NEGATIVE_INFINITY;
  private lastCode = 0;
  private heard = false;
  private isSynced = false;
  private isClosed = true;

  constructor(settings: SocketSettings, events: SocketEvents) {
    this.settings = settings;
    this.events = events;
  }

  start(): void {
    this.isClosed = false;
    this.connect();
  }

  stop(): void {
    this.isClosed = true;
    this.drop();
  }

  /** Connect now instead of after the pause; `evenIfOpen` when the old connection may be dead. */
  hurry(evenIfOpen = false): void {
    if (this.isClosed) return;
    const isUp = this.socket !== null && this.socket.readyState <= WebSocket.OPEN;
    if (isUp && !evenIfOpen) return;
    this.failures = 0;
    this.connect();
  }

  /** The page answers: tell the server when it is due, so that it knows who sees (a browser answers for a frozen page). */
  beat(): void {
    const now = this.now();
    if (!this.isSynced || (now >= this.aliveAt && now - this.aliveAt < this.beatMs - EARLY_MS)) return;
    this.aliveAt = now;
    this.send({ type: "alive" });
  }

  rendered(revision: number, cardId: string, visible: boolean): void {
    if (this.isSynced) this.send({ type: "rendered", revision, card_id: cardId, visible });
  }

  private connect(): void {
    this.drop();
    this.heard = false;
    this.isSynced = false;
    this.events.onStatus({ phase: "connecting", code: this.lastCode });
    const socket = (this.settings.open ?? ((url) => new WebSocket(url)))(this.settings.url);
    this.socket = socket;
    this.timer = setTimeout(() => this.gaveUp(socket), HANDSHAKE_MS);
    socket.onmessage = (event) => {
      if (this.socket === socket) this.receive(String(event.data));
    };
    socket.onclose = (event) => {
      if (this.socket === socket) this.closed(event.code);
    };
  }

  private drop(): void {
    clearTimeout(this.timer);
    const old = this.socket;
    this.socket = null;
    if (!old) return;
    old.onmessage = null;
    old.onclose = null;
    if (old.readyState <= WebSocket.OPEN) old.close(1000);
  }

  private gaveUp(socket: WebSocket): void {
    if (this.socket !== socket) return;
    this.drop();
    this.retry(this.lastCode);
  }

  private closed(code: number): void {
    clearTimeout(this.timer);
    this.socket = null;
    this.isSynced = false;
    // A server that said it restarts is not there for a while: failing to reach it is no news.
    const isRestarting = !this.heard && this.lastCode === CloseCode.SERVER_STOPPING;
    this.lastCode = isRestarting ? CloseCode.SERVER_STOPPING : code;
    if (!this.heard) this.events.onUnheard();
    const closing = closingOf(code);
    if (closing === "login") return this.events.onStatus({ phase: "login", code });
    if (closing === "stop") return this.events.onStatus({ phase: "stopped", code });
    if (closing === "fresh") this.position = null;
    this.retry(this.lastCode);
  }

  private retry(code: number): void {
    this.events.onStatus({ phase: "waiting", code });
    const pause = backoffMs(this.failures, (this.settings.random ?? Math.random)());
    this.failures += 1;
    this.timer = setTimeout(() => this.connect(), pause);
  }

  private receive(text: string): void {
    let message: ServerMessage;
    try {
      message = JSON.parse(text) as ServerMessage;
    } catch {
      return this.startOver();
    }
    this.heard = true;
    switch (message.type) {
      case "hello":
        this.beatMs = message.beat_s * 1000;
        return this.greet(message.protocol, message.server_at);
      case "snapshot":
        this.position = { epoch: message.epoch, revision: message.revision };
        this.live();
        return this.events.onSnapshot(message);
      case "resumed":
        this.position = { epoch: message.epoch, revision: message.revision };
        return this.live();
      default:
        return this.take(message);
    }
  }

  private greet(protocol: number, serverAt: string): void {
    if (protocol !== PROTOCOL_VERSION) {
      this.stop();
      return this.events.onStatus({ phase: "outdated", code: 0 });
    }
    this.events.onClock(Date.parse(serverAt) - this.now());
    this.send({ type: "auth", csrf: this.settings.csrf(), tab: this.settings.tab, resume: this.position });
  }

  private now(): number {
    return (this.settings.now ?? Date.now)();
  }

  private live(): void {
    clearTimeout(this.timer);
    this.failures = 0;
    this.lastCode = 0;
    this.isSynced = true;
    this.events.onStatus({ phase: "live", code: 0 });
  }

  private take(message: LiveMessage): void {
    if (!this.position) return;
    if (message.revision <= this.position.revision) return;
    // A gap means that something we should have shown is lost: only a snapshot can mend it.
    if (message.revision !== this.position.revision + 1) return this.startOver();
    this.position = { ...this.position, revision: message.revision };
    this.events.onMessage(message);
  }

  private startOver(): void {
    this.position = null;
    this.drop();
    this.isSynced = false;
    this.retry(0);
  }

  private send(message: ClientMessage): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }
}
