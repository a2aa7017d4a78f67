import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { SILENT_IN_TALK_MS, SILENT_MS } from "@/model/phoneSilence";
import { FakeChannel, FakeLocks } from "@/wire/testTabs";
import { PhoneStore } from "./phoneStore";

const { beats, loaded, logins, phones } = vi.hoisted(() => ({
  beats: [] as (() => void)[],
  /** What was fetched from the server when it was first needed. */
  loaded: [] as string[],
  /** How the next logins end; at once and well when none is here. */
  logins: [] as Promise<object>[],
  phones: [] as { isOver: boolean; registered: number; hasCalls: boolean; calls: (calls: object[]) => void }[],
}));

vi.mock("@/wire/pageBeat", () => ({
  startBeat: (onBeat: () => void) => {
    beats.push(onBeat);
    return () => {};
  },
}));
vi.mock("@/wire/api", () => ({ api: { phoneLogin: () => logins.shift() ?? Promise.resolve({}) } }));
vi.mock("@/phone/phoneMedia", () => ({ PhoneError: class extends Error {}, watchMicrophone: () => () => {} }));
vi.mock("./phoneDevices", () => ({
  chosenDevices: () => ({ microphone: "", speaker: "", ring: "" }),
  watchDevices: () => () => {},
}));
vi.mock("./ringTone", () => ({ ringTone: { soundOn: () => {} } }));
vi.mock("@/phone/sipPhone", () => {
  loaded.push("sipPhone");
  return {
    /** Registered at once; a test says what calls it has. */
    SipPhone: class {
      isOver = false;
      registered = 0;
      hasCalls = false;

      constructor(
        _login: object,
        _devices: object,
        private readonly events: { onStatus: (status: string) => void; onCalls: (calls: object[]) => void },
      ) {
        phones.push(this);
      }

      start(): void {
        this.register();
        this.events.onStatus("registered");
      }

      register(): void {
        this.registered += 1;
      }

      calls(calls: object[]): void {
        this.hasCalls = calls.length > 0;
        this.events.onCalls(calls);
      }

      stop(): void {
        this.isOver = true;
      }
    },
  };
});

const TALK = { id: "1", state: "talking" };

beforeEach(() => {
  beats.length = 0;
  phones.length = 0;
  FakeChannel.all = [];
  vi.useFakeTimers();
  vi.stubGlobal("BroadcastChannel", FakeChannel);
  vi.stubGlobal("navigator", { locks: new FakeLocks() });
  vi.stubGlobal("window", new EventTarget());
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Two tabs of one operator, of which the first is the phone. */
async function twoTabs(): Promise<[PhoneStore, PhoneStore]> {
  const tabs: [PhoneStore, PhoneStore] = [new PhoneStore(7), new PhoneStore(7)];
  for (const tab of tabs) tab.start();
  await settle();
  expect(here(tabs)).toEqual([0]);
  return tabs;
}

const here = (tabs: readonly PhoneStore[]): number[] => tabs.flatMap((tab, index) => (tab.isHere ? [index] : []));

function freeze(tab: number, isFrozen: boolean): void {
  (FakeChannel.all[tab] as FakeChannel).isFrozen = isFrozen;
}

/** Let time pass, in which the second tab beats every second. */
async function pass(milliseconds: number): Promise<void> {
  for (let passed = 0; passed < milliseconds; passed += 1000) {
    await vi.advanceTimersByTimeAsync(1000);
    beats[1]?.();
  }
  await settle();
}

/** What is loaded when a tab becomes the phone is there, and all is told. */
async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0);
  await vi.dynamicImportSettled();
  await vi.advanceTimersByTimeAsync(0);
}

test("a tab that may become the phone has the code of it at hand, which is gone once the server was updated", async () => {
  void navigator.locks.request("phone", {}, () => new Promise(() => {})); // another browser tab is the phone
  const tab = new PhoneStore(7);
  tab.start();
  await settle();
  expect(tab.isHere).toBe(false);
  expect(loaded).toEqual(["sipPhone"]);
});

test("a phone whose tab answers stays where it is, and the other tab draws nothing anew", async () => {
  const tabs = await twoTabs();
  await pass(2000);
  expect(tabs[1].state.phase).toBe("registered");
  const drawn = vi.fn();
  tabs[1].subscribe(drawn);
  await pass(60_000);
  expect(here(tabs)).toEqual([0]);
  expect(drawn).not.toHaveBeenCalled();
});

test("a phone whose tab stands still is taken over, and that tab gives way when it goes on", async () => {
  const tabs = await twoTabs();
  freeze(0, true);
  await pass(SILENT_MS);
  expect(here(tabs)).toEqual([0]);
  await pass(1000);
  expect(here(tabs)).toEqual([1]);
  expect(phones.map((phone) => phone.isOver)).toEqual([true, false]);
  freeze(0, false);
  await pass(10_000);
  expect(here(tabs)).toEqual([1]);
  tabs[1].stop();
  await settle();
  expect(tabs[0].isHere).toBe(true);
});

test("a tab that talks is borne with for longer, and takes its phone back with the talk", async () => {
  const tabs = await twoTabs();
  phones[0]?.calls([TALK]);
  freeze(0, true);
  await pass(SILENT_IN_TALK_MS);
  expect(phones).toHaveLength(1);
  await pass(1000);
  expect(here(tabs)).toEqual([0]);
  expect(phones[0]).toMatchObject({ isOver: false, registered: 2 });
  freeze(0, false);
  await pass(2000);
  expect(tabs[1].state.calls).toEqual([TALK]);
  expect(phones.slice(1).every((phone) => phone.isOver)).toBe(true);
});

test("a login that was asked before the network came back, and fails after it, is no news of the phone that talks", async () => {
  let fail = (_why: Error) => {};
  logins.push(
    new Promise((_, reject) => {
      fail = reject;
    }),
  );
  const tab = new PhoneStore(7);
  tab.start();
  await settle();
  window.dispatchEvent(new Event("online"));
  await settle();
  phones[0]?.calls([TALK]);
  fail(new Error("timed out"));
  await vi.advanceTimersByTimeAsync(120_000);
  await settle();
  expect(tab.state).toMatchObject({ phase: "registered", problem: "", calls: [TALK] });
  expect(phones).toHaveLength(1);
});
