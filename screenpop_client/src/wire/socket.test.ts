import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { CloseCode, PROTOCOL_VERSION } from "./messages.gen";
import { hello, lists, rig, snapshot } from "./testSocket";

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("WebSocket", { OPEN: 1 });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("greets with the token and takes the first snapshot", () => {
  const { seen, last, goLive } = rig();
  goLive();
  expect(last().sent).toEqual([{ type: "auth", csrf: "token", tab: "tab-1", resume: null }]);
  expect(seen.snapshots).toHaveLength(1);
  expect(seen.clock).toEqual([10_000]);
  expect(seen.phases.at(-1)).toEqual({ phase: "live", code: 0 });
});

test("resumes from the last revision after a drop", () => {
  const { sockets, seen, last, goLive } = rig();
  goLive(5);
  last().says(lists(6));
  last().drops(1006);
  vi.advanceTimersByTime(5000);
  expect(sockets).toHaveLength(2);
  last().says(hello());
  expect(last().sent).toEqual([{ type: "auth", csrf: "token", tab: "tab-1", resume: { epoch: "e1", revision: 6 } }]);
  last().says({ type: "resumed", epoch: "e1", revision: 6 });
  last().says(lists(7));
  expect(seen.live.map((message) => message.revision)).toEqual([6, 7]);
});

test("a further resumed leads over messages that later ones replaced", () => {
  const { seen, last, goLive } = rig();
  goLive(5);
  last().drops(1006);
  vi.advanceTimersByTime(5000);
  last().says(hello());
  last().says({ type: "resumed", epoch: "e1", revision: 5 });
  last().says({ type: "resumed", epoch: "e1", revision: 8 });
  last().says(lists(9));
  expect(seen.live.map((message) => message.revision)).toEqual([9]);
});

test("a gap between revisions asks for a fresh snapshot", () => {
  const { seen, last, goLive } = rig();
  goLive(5);
  last().says(lists(7));
  expect(seen.live).toEqual([]);
  vi.advanceTimersByTime(5000);
  last().says(hello());
  expect(last().sent).toMatchObject([{ type: "auth", resume: null }]);
});

test("a message already seen is not taken twice", () => {
  const { seen, last, goLive } = rig();
  goLive(5);
  last().says(lists(6));
  last().says(lists(6));
  expect(seen.live).toHaveLength(1);
});

test("what cannot be read starts over instead of failing", () => {
  const { sockets, last, goLive } = rig();
  goLive();
  last().onmessage?.({ data: "not json" });
  vi.advanceTimersByTime(5000);
  expect(sockets).toHaveLength(2);
});

test("an ended session waits for the login, too many tabs for the user", () => {
  for (const [code, phase] of [
    [CloseCode.SESSION_ENDED, "login"],
    [CloseCode.TOO_MANY_SOCKETS, "stopped"],
  ] as const) {
    const { sockets, seen, last, goLive } = rig();
    goLive();
    last().drops(code);
    vi.advanceTimersByTime(60_000);
    expect(sockets).toHaveLength(1);
    expect(seen.phases.at(-1)).toEqual({ phase, code });
  }
});

test("a server that restarts is said to restart until it is back", () => {
  const { sockets, seen, last, goLive } = rig();
  goLive();
  last().drops(CloseCode.SERVER_STOPPING);
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    vi.advanceTimersByTime(5000);
    last().drops(1006);
    expect(seen.phases.at(-1)).toEqual({ phase: "waiting", code: CloseCode.SERVER_STOPPING });
  }
  vi.advanceTimersByTime(5000);
  expect(sockets).toHaveLength(5);
  last().says(hello());
  last().says(snapshot(1, "e2"));
  last().drops(1006);
  expect(seen.phases.at(-1)).toEqual({ phase: "waiting", code: 1006 });
});

test("a server of another protocol asks for a reload", () => {
  const { desk, seen, last } = rig();
  desk.start();
  last().says(hello(PROTOCOL_VERSION + 1));
  expect(seen.phases.at(-1)?.phase).toBe("outdated");
});

test("silence before hello raises doubt about the login", () => {
  const { desk, seen, last } = rig();
  desk.start();
  last().drops(1006);
  expect(seen.unheard).toBe(1);
});

test("hurrying reconnects a waiting socket at once and leaves a live one alone", () => {
  const { desk, sockets, last, goLive } = rig();
  goLive();
  desk.hurry();
  expect(sockets).toHaveLength(1);
  last().drops(1006);
  desk.hurry();
  expect(sockets).toHaveLength(2);
});

test("waking replaces a connection that only looks open", () => {
  const { desk, sockets, goLive } = rig();
  goLive();
  desk.hurry(true);
  expect(sockets).toHaveLength(2);
  expect(sockets[0]?.isClosed).toBe(true);
});

test("acknowledges what was drawn, only while in step with the server", () => {
  const { desk, last, goLive } = rig();
  goLive(5);
  desk.rendered(5, "pbx:1", true);
  last().drops(1006);
  desk.rendered(5, "pbx:1", true);
  expect(last().sent.slice(1)).toEqual([{ type: "rendered", revision: 5, card_id: "pbx:1", visible: true }]);
});
