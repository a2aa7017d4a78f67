import { type LiveMessage, PROTOCOL_VERSION, type Snapshot } from "./messages.gen";
import { DeskSocket, type SocketStatus } from "./socket";

/** A browser's socket that a test speaks through. */
class FakeSocket {
  readyState = 1;
  sent: unknown[] = [];
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  isClosed = false;

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(): void {
    this.isClosed = true;
    this.readyState = 3;
  }

  says(message: object): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }

  drops(code: number): void {
    this.readyState = 3;
    this.onclose?.({ code });
  }
}

export const hello = (protocol = PROTOCOL_VERSION) => ({
  type: "hello",
  protocol,
  server_version: "1",
  server_at: "2026-11-23T12:00:10Z",
  beat_s: 2,
});
export const snapshot = (revision: number, epoch = "e1") => ({
  type: "snapshot",
  epoch,
  revision,
  own: null,
  cards: [],
  links: [],
  tasks: { unseen: 0, overdue: 0, latest: [] },
  reminders: { due: [], count: 0, open: 0, escalated: [], escalated_count: 0 },
});
export const lists = (revision: number) => ({ type: "lists", revision, lists: ["calls"] });

/** A desk's socket over fake ones, with all it told. */
export function rig() {
  const sockets: FakeSocket[] = [];
  const seen = {
    snapshots: [] as Snapshot[],
    live: [] as LiveMessage[],
    phases: [] as SocketStatus[],
    clock: [] as number[],
    unheard: 0,
    passedMs: 0,
  };
  const desk = new DeskSocket(
    {
      url: "ws://test/ws",
      tab: "tab-1",
      csrf: () => "token",
      random: () => 0,
      now: () => Date.parse("2026-11-23T12:00:00Z") + seen.passedMs,
      open: () => {
        const socket = new FakeSocket();
        sockets.push(socket);
        return socket as unknown as WebSocket;
      },
    },
    {
      onSnapshot: (message) => seen.snapshots.push(message),
      onMessage: (message) => seen.live.push(message),
      onStatus: (status) => seen.phases.push(status),
      onClock: (offset) => seen.clock.push(offset),
      onUnheard: () => {
        seen.unheard += 1;
      },
    },
  );
  const last = (): FakeSocket => sockets[sockets.length - 1] as FakeSocket;
  const goLive = (revision = 5) => {
    desk.start();
    last().says(hello());
    last().says(snapshot(revision));
  };
  return { desk, sockets, seen, last, goLive };
}
