import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { hello, rig } from "./testSocket";

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("WebSocket", { OPEN: 1 });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("says as often as the server asked that the page answers, only while in step with it", () => {
  const { desk, seen, last, goLive } = rig();
  desk.start();
  desk.beat();
  goLive();
  for (const passedMs of [0, 1000, 2000, 2900, 3800, 5000]) {
    seen.passedMs = passedMs;
    desk.beat();
  }
  expect(last().sent.slice(1)).toEqual([{ type: "alive" }, { type: "alive" }, { type: "alive" }]);
  last().drops(1006);
  seen.passedMs = 60_000;
  desk.beat();
  expect(last().sent).toHaveLength(4);
});

test("a clock that was set back stops no beat", () => {
  const { desk, seen, last, goLive } = rig();
  goLive();
  desk.beat();
  seen.passedMs = -3_600_000;
  desk.beat();
  expect(last().sent).toHaveLength(3);
});

test("a connection that never becomes live is tried anew, and its late words are nobody's", () => {
  const { sockets, seen, last, goLive } = rig();
  goLive();
  last().drops(1006);
  vi.advanceTimersByTime(300);
  expect(sockets).toHaveLength(2);
  vi.advanceTimersByTime(8000);
  expect(seen.phases.at(-1)?.phase).toBe("waiting");
  vi.advanceTimersByTime(5000);
  expect(sockets).toHaveLength(3);
  expect(sockets[1]?.isClosed).toBe(true);
  sockets[1]?.says(hello());
  expect(last().sent).toEqual([]);
});
