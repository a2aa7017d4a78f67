import { applyMessage, applySnapshot, type DeskState, EMPTY_DESK, findCard } from "@/model/cards";
import { Watched } from "@/model/watched";
import { currentCsrf } from "@/wire/http";
import { randomId } from "@/wire/ids";
import type { Card, CardWithdrawn, ListsChanged, LiveMessage } from "@/wire/messages.gen";
import { DeskSocket, type SocketStatus } from "@/wire/socket";

export type DeskView = {
  readonly desk: DeskState;
  readonly socket: SocketStatus;
  /** The page stood still and has not heard the server since: what rings on it may have ended long ago. */
  readonly isDoubtful: boolean;
  /** Cards that left while this page is open, by call: an open interest card tells what became of its call. */
  readonly gone: Readonly<Record<string, CardWithdrawn>>;
};

export type DeskListeners = {
  readonly onWithdrawn: (message: CardWithdrawn, card: Card | undefined) => void;
  readonly onLists: (lists: ListsChanged["lists"] | "all") => void;
  readonly onLoginDoubt: () => void;
  readonly onLoginEnded: () => void;
};

/** Holds the operator's desk as the server tells it, and keeps the socket alive through sleep and outages. */
export class DeskStore extends Watched {
  private readonly socket: DeskSocket;
  private readonly events: DeskListeners;
  private offsetMs = 0;
  private current: DeskView = {
    desk: EMPTY_DESK,
    socket: { phase: "connecting", code: 0 },
    isDoubtful: false,
    gone: {},
  };

  constructor(events: DeskListeners) {
    super();
    this.events = events;
    const scheme = window.location.protocol === "https:" ? "wss" : "ws";
    this.socket = new DeskSocket(
      { url: `${scheme}://${window.location.host}/ws`, tab: randomId(), csrf: currentCsrf },
      {
        onSnapshot: (snapshot) => {
          this.set({ desk: applySnapshot(snapshot) });
          this.events.onLists("all");
        },
        onMessage: (message) => this.take(message),
        onStatus: (socket) => {
          this.set(socket.phase === "live" ? { socket, isDoubtful: false } : { socket });
          if (socket.phase === "login") this.events.onLoginEnded();
        },
        onClock: (offsetMs) => {
          this.offsetMs = offsetMs;
        },
        onUnheard: () => this.events.onLoginDoubt(),
      },
    );
  }

  get view(): DeskView {
    return this.current;
  }

  /** The server's clock, in milliseconds. */
  nowMs = (): number => Date.now() + this.offsetMs;

  start(): void {
    window.addEventListener("online", this.renew);
    window.addEventListener("offline", this.renew);
    document.addEventListener("visibilitychange", this.look);
    document.addEventListener("resume", this.wake);
    window.addEventListener("pageshow", this.show);
    this.socket.start();
  }

  stop(): void {
    window.removeEventListener("online", this.renew);
    window.removeEventListener("offline", this.renew);
    document.removeEventListener("visibilitychange", this.look);
    document.removeEventListener("resume", this.wake);
    window.removeEventListener("pageshow", this.show);
    this.socket.stop();
  }

  /** The page answers, told every second; `slept` when nothing ran for a while. */
  beat(slept: boolean): void {
    if (slept) this.wake();
    this.socket.beat();
  }

  reconnect = (): void => this.socket.hurry();

  rendered(revision: number, cardId: string): void {
    this.socket.rendered(revision, cardId, document.visibilityState === "visible");
  }

  private set(change: Partial<DeskView>): void {
    this.current = { ...this.current, ...change };
    this.tellWatchers();
  }

  private take(message: LiveMessage): void {
    const before = this.current.desk;
    const desk = applyMessage(before, message);
    if (message.type === "withdrawn") {
      this.set({ desk, gone: { ...this.current.gone, [message.card_id]: message } });
      this.events.onWithdrawn(message, findCard(before, message.card_id)?.card);
    } else if (message.type === "lists") {
      this.events.onLists(message.lists);
    } else {
      this.set({ desk });
    }
  }

  // A connection that slept, or whose network changed or went, looks open and is dead: open a new one, it resumes.
  private readonly renew = (): void => this.socket.hurry(true);

  private readonly wake = (): void => {
    this.set({ isDoubtful: true });
    this.renew();
  };

  private readonly look = (): void => {
    if (document.visibilityState !== "visible") return;
    this.socket.hurry();
    this.socket.beat();
  };

  private readonly show = (event: PageTransitionEvent): void => {
    if (event.persisted) this.wake();
  };
}
