import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Attention } from "./attention";
import { FakeChannel } from "./testTabs";

beforeEach(() => {
  FakeChannel.all = [];
  vi.useFakeTimers();
  vi.stubGlobal("BroadcastChannel", FakeChannel);
  vi.stubGlobal("document", Object.assign(new EventTarget(), { visibilityState: "visible" }));
  vi.stubGlobal("window", new EventTarget());
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Let seconds pass, in each of which the tabs that are awake beat. */
function pass(seconds: number, ...awake: Attention[]): void {
  for (let second = 0; second < seconds; second += 1) {
    vi.advanceTimersByTime(1000);
    for (const tab of awake) tab.beat();
  }
}

const leaders = (...tabs: Attention[]): number[] => tabs.flatMap((tab, index) => (tab.isLeader ? [index] : []));

test("a tab that is alone leads after it has listened a while", () => {
  const tab = new Attention();
  expect(tab.isLeader).toBe(false);
  vi.advanceTimersByTime(300);
  expect(tab.isLeader).toBe(true);
});

test("of several tabs one leads, and rather the one that may sound", () => {
  const tabs = [new Attention(), new Attention(), new Attention()];
  pass(2, ...tabs);
  expect(leaders(...tabs)).toHaveLength(1);
  tabs[1]?.mayNowSound();
  expect(leaders(...tabs)).toEqual([1]);
});

test("a tab that falls silent is followed by one that answers, and rings for nobody when it thaws", () => {
  const [frozen, other] = [new Attention(), new Attention()];
  frozen.mayNowSound();
  pass(2, frozen, other);
  expect(leaders(frozen, other)).toEqual([0]);
  const channel = FakeChannel.all[0] as FakeChannel;
  channel.isFrozen = true;
  pass(5, other);
  expect(other.isLeader).toBe(true);
  channel.isFrozen = false;
  frozen.beat();
  expect(frozen.isLeader).toBe(false);
  pass(1, frozen, other);
  expect(leaders(frozen, other)).toEqual([0]);
});

test("a tab that the browser freezes says so, and is followed at once", () => {
  const page = () => Object.assign(new EventTarget(), { visibilityState: "visible" });
  const [hidden, shown] = [page(), page()];
  vi.stubGlobal("document", hidden);
  const frozen = new Attention();
  vi.stubGlobal("document", shown);
  const other = new Attention();
  frozen.mayNowSound();
  pass(2, frozen, other);
  expect(leaders(frozen, other)).toEqual([0]);
  hidden.dispatchEvent(new Event("freeze"));
  expect(leaders(frozen, other)).toEqual([1]);
  hidden.dispatchEvent(new Event("resume"));
  pass(1, frozen, other);
  expect(leaders(frozen, other)).toEqual([0]);
});

test("a tab that is closed is followed at once", () => {
  const [closed, other] = [new Attention(), new Attention()];
  closed.mayNowSound();
  pass(2, closed, other);
  const heard = vi.fn();
  other.subscribe(heard);
  closed.leave();
  expect(leaders(closed, other)).toEqual([1]);
  expect(heard).toHaveBeenCalledOnce();
});

test("where tabs cannot talk to each other every one stands alone", () => {
  vi.stubGlobal("BroadcastChannel", function Denied() {
    throw new DOMException("denied", "SecurityError");
  });
  const tab = new Attention();
  vi.advanceTimersByTime(300);
  expect(tab.isLeader).toBe(true);
  tab.leave();
});
