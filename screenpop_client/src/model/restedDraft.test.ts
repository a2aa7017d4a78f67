import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { DraftKeeper } from "./draftKeeper";
import { LOCAL_AFTER_MS } from "./draftTimes";
import { LATEST_MS, REST_MS, RestedDraft } from "./restedDraft";
import { Stores, type Values } from "./testDrafts";

let stores: Stores;
let keeper: DraftKeeper<Values>;
let rested: RestedDraft<Values>;
let drawn: string[];

beforeEach(async () => {
  vi.useFakeTimers();
  stores = new Stores();
  keeper = stores.keeper();
  await keeper.restore();
  rested = new RestedDraft(keeper, (field) => field === "content");
  drawn = [];
});

afterEach(() => {
  vi.useRealTimers();
});

function watch(): () => void {
  return rested.subscribe(() => drawn.push(rested.state.values.content));
}

describe("letters", () => {
  test("are drawn by the card when typing rests, and together", () => {
    watch();
    for (const typed of ["a", "ab", "abc"]) {
      keeper.change({ content: typed });
      vi.advanceTimersByTime(REST_MS - 1);
    }
    expect(drawn).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(drawn).toEqual(["abc"]);
  });

  test("are drawn after a second also when typing never rests", () => {
    watch();
    for (let at = 0; at < LATEST_MS; at += REST_MS / 2) {
      keeper.change({ content: `typed at ${at}` });
      vi.advanceTimersByTime(REST_MS / 2);
    }
    expect(drawn).toHaveLength(1);
  });

  test("are in the draft at once, before anything is drawn of them", async () => {
    watch();
    keeper.change({ content: "a" });
    expect(keeper.state.values.content).toBe("a");
    await keeper.flush();
    expect(stores.entry().values.content).toBe("a");
    expect(stores.remote).toMatchObject({ values: { content: "a" } });
    expect(drawn).toEqual([]);
  });

  test("are kept here within 300 ms and rescued when the page goes, whether the card has drawn them or not", async () => {
    watch();
    keeper.change({ content: "a" });
    await vi.advanceTimersByTimeAsync(LOCAL_AFTER_MS);
    expect(stores.entry().values.content).toBe("a");
    keeper.change({ content: "ab" });
    void keeper.flush(true);
    expect(stores.rescued).toMatchObject({ values: { content: "ab" } });
  });

  test("are kept also when the card that would draw them has gone", async () => {
    const leave = watch();
    keeper.change({ content: "a" });
    leave();
    await vi.advanceTimersByTimeAsync(LATEST_MS);
    expect(drawn).toEqual([]);
    expect(stores.entry().values.content).toBe("a");
    watch();
    expect(rested.state.values.content).toBe("a");
  });
});

describe("at once the card draws", () => {
  test("what is chosen, and the letters before it with it", () => {
    watch();
    keeper.change({ content: "a" });
    keeper.change({ extra: "chosen" });
    expect(rested.state.values).toMatchObject({ content: "a", extra: "chosen" });
    vi.advanceTimersByTime(LATEST_MS);
    expect(drawn).toEqual(["a"]);
  });

  test("what is restored while it is open", async () => {
    stores.remote = stores.kept({ content: "before", extra: "e" });
    const late = stores.keeper();
    const view = new RestedDraft(late, (field) => field === "content");
    const shown = vi.fn();
    view.subscribe(shown);
    await late.restore();
    expect(shown).toHaveBeenCalled();
    expect(view.state).toMatchObject({ isRestoring: false, values: { content: "before", extra: "e" } });
  });

  test("that another window changed what is typed here", async () => {
    watch();
    keeper.change({ content: "mine" });
    stores.remote = stores.kept({ content: "theirs" });
    await keeper.refresh();
    expect(rested.state.conflicts).toHaveLength(1);
    expect(drawn).toEqual(["mine"]);
  });
});

test("that the server has taken what was typed draws no more than the line that tells it", async () => {
  watch();
  keeper.change({ content: "a" });
  vi.advanceTimersByTime(REST_MS);
  drawn = [];
  await keeper.flush();
  expect(keeper.state.status).toBe("saved");
  expect(drawn).toEqual([]);
});
