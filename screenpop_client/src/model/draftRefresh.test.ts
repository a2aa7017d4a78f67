import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { LOCAL_AFTER_MS, LOCAL_READ_MS, REMOTE_AFTER_MS } from "./draftTimes";
import { Stores } from "./testDrafts";

let stores: Stores;

beforeEach(() => {
  vi.useFakeTimers();
  stores = new Stores();
});

afterEach(() => {
  vi.useRealTimers();
});

describe("a draft that comes to the server while the card is open", () => {
  test("fills an untouched card", async () => {
    const keeper = stores.keeper();
    await keeper.restore();
    stores.remote = stores.kept({ content: "from a colleague" });
    await keeper.refresh();
    expect(keeper.state.values.content).toBe("from a colleague");
    expect(keeper.state.status).toBe("saved");
  });

  test("leaves what was typed here, and asks where both wrote", async () => {
    const keeper = stores.keeper();
    await keeper.restore();
    keeper.change({ content: "mine" });
    stores.remote = stores.kept({ content: "theirs", extra: "from a colleague" });
    await keeper.refresh();
    expect(keeper.state.values).toMatchObject({ content: "mine", extra: "from a colleague" });
    expect(keeper.state.conflicts.map((conflict) => conflict.field)).toEqual(["content"]);
  });

  test("says that it ended elsewhere, unless something was typed here since", async () => {
    const keeper = stores.keeper();
    stores.remote = stores.kept({ content: "kept" });
    await keeper.restore();
    expect(await keeper.refresh()).toBe(true);
    stores.remote = null;
    expect(await keeper.refresh()).toBe(false);
    keeper.change({ content: "kept and more" });
    expect(await keeper.refresh()).toBe(true);
    expect(keeper.state.values.content).toBe("kept and more");
  });

  test("does not come back older: answers overtake each other", async () => {
    const keeper = stores.keeper();
    await keeper.restore();
    keeper.change({ content: "mine" });
    stores.answer = (write) => {
      stores.remote = stores.kept({ ...write.values, extra: "other tab, later" }, 2);
      return { kind: "taken", draft: stores.kept({ ...write.values, extra: "earlier" }, 1) };
    };
    const writing = keeper.flush();
    await keeper.refresh();
    await writing;
    expect(keeper.state.values).toMatchObject({ content: "mine", extra: "other tab, later" });
  });

  test("changes nothing when it is gone, known already, or cannot be asked", async () => {
    const keeper = stores.keeper();
    stores.remote = stores.kept({ content: "kept" });
    await keeper.restore();
    for (const remote of [null, "failed", stores.kept({ content: "an older one" })] as const) {
      stores.remote = remote;
      await keeper.refresh();
      expect(keeper.state.values.content).toBe("kept");
    }
  });
});

describe("a field that both changed, before the operator chose", () => {
  async function undecided() {
    const keeper = stores.keeper();
    await keeper.restore();
    keeper.change({ content: "mine" });
    stores.remote = stores.kept({ content: "theirs", save_key: "mine" }, 3);
    await keeper.refresh();
    return keeper;
  }
  const OPEN = [{ field: "content", mine: "mine", theirs: "theirs" }];

  test("stays to be chosen while other fields are written and come", async () => {
    const keeper = await undecided();
    keeper.change({ extra: "typed on" });
    await keeper.flush();
    expect(keeper.state.conflicts).toEqual(OPEN);
    stores.remote = stores.kept({ content: "theirs", extra: "typed on", save_key: "mine" }, 9);
    await keeper.refresh();
    expect(keeper.state.conflicts).toEqual(OPEN);
    await vi.advanceTimersByTimeAsync(REMOTE_AFTER_MS * 3);
    expect(stores.remote).toMatchObject({ values: { content: "theirs" } });
  });

  test("stays to be chosen in a browser that was killed meanwhile", async () => {
    const keeper = await undecided();
    await vi.advanceTimersByTimeAsync(LOCAL_AFTER_MS);
    keeper.stop();
    const again = stores.keeper();
    await again.restore();
    expect(again.state.conflicts).toEqual(OPEN);
    await vi.advanceTimersByTimeAsync(REMOTE_AFTER_MS * 3);
    expect(stores.remote).toMatchObject({ values: { content: "theirs" } });
  });

  test("is closed by the choice, whatever comes later", async () => {
    const keeper = await undecided();
    keeper.resolve("content", true);
    stores.remote = stores.kept({ content: "theirs", extra: "later", save_key: "mine" }, 9);
    await keeper.refresh();
    expect(keeper.state.conflicts).toEqual([]);
    await keeper.flush();
    expect(stores.remote).toMatchObject({ values: { content: "mine", extra: "later" } });
  });
});

describe("a browser whose own store", () => {
  test("is still being read misses nothing that comes to the server meanwhile, as a call is handed over", async () => {
    const readLocal = stores.holdLocal();
    const keeper = stores.keeper();
    const restoring = keeper.restore();
    await vi.advanceTimersByTimeAsync(0);
    stores.remote = stores.kept({ content: "the giver's" });
    const refreshing = keeper.refresh();
    readLocal();
    await restoring;
    expect(await refreshing).toBe(true);
    expect(keeper.state.values.content).toBe("the giver's");
  });

  test("has not been read yet is not written over by the first letters", async () => {
    stores.local = { ...entryOf("typed before"), dirty_fields: ["content"] };
    const readLocal = stores.holdLocal();
    const keeper = stores.keeper();
    const restoring = keeper.restore();
    keeper.change({ extra: "x" });
    await vi.advanceTimersByTimeAsync(LOCAL_AFTER_MS);
    void keeper.flush(true);
    expect(stores.rescued).toBeUndefined();
    expect(stores.entry().values.content).toBe("typed before");
    readLocal();
    await restoring;
    expect(keeper.state.values).toMatchObject({ content: "typed before", extra: "x" });
  });

  test("never answers keeps the words on the server all the same", async () => {
    stores.holdLocal();
    const keeper = stores.keeper();
    const restoring = keeper.restore();
    await vi.advanceTimersByTimeAsync(LOCAL_READ_MS);
    await restoring;
    keeper.change({ content: "typed" });
    await vi.advanceTimersByTimeAsync(REMOTE_AFTER_MS);
    expect(stores.remote).toMatchObject({ values: { content: "typed" } });
    expect(keeper.state.status).toBe("saved");
  });

  test("answers late, as after a kill on a busy machine, still brings back its words, and nothing was written over them", async () => {
    stores.local = { ...entryOf("typed before"), dirty_fields: ["content"] };
    const readLocal = stores.holdLocal();
    const keeper = stores.keeper();
    const restoring = keeper.restore();
    await vi.advanceTimersByTimeAsync(LOCAL_READ_MS);
    await restoring;
    keeper.change({ extra: "x" });
    await vi.advanceTimersByTimeAsync(REMOTE_AFTER_MS);
    expect(stores.entry().values.content).toBe("typed before");
    readLocal();
    await vi.advanceTimersByTimeAsync(REMOTE_AFTER_MS);
    expect(keeper.state.values).toMatchObject({ content: "typed before", extra: "x" });
    expect(stores.remote).toMatchObject({ values: { content: "typed before", extra: "x" } });
    expect(stores.entry().values).toMatchObject({ content: "typed before", extra: "x" });
    expect(keeper.state).toMatchObject({ status: "saved", conflicts: [] });
  });

  test("answers late with what was typed anew meanwhile shows both, and the operator chooses", async () => {
    stores.local = { ...entryOf("typed before"), dirty_fields: ["content"] };
    const readLocal = stores.holdLocal();
    const keeper = stores.keeper();
    const restoring = keeper.restore();
    await vi.advanceTimersByTimeAsync(LOCAL_READ_MS);
    await restoring;
    keeper.change({ content: "typed anew" });
    await vi.advanceTimersByTimeAsync(REMOTE_AFTER_MS);
    readLocal();
    await vi.advanceTimersByTimeAsync(REMOTE_AFTER_MS);
    const shown = [keeper.state.values.content, ...keeper.state.conflicts.map((conflict) => conflict.theirs)];
    expect(shown).toEqual(["typed before", "typed anew"]);
  });

  test("answers late with what was saved elsewhere brings nothing back", async () => {
    stores.local = { ...entryOf("saved elsewhere"), base_version: 3 };
    const readLocal = stores.holdLocal();
    const keeper = stores.keeper();
    const restoring = keeper.restore();
    await vi.advanceTimersByTimeAsync(LOCAL_READ_MS);
    await restoring;
    readLocal();
    await vi.advanceTimersByTimeAsync(REMOTE_AFTER_MS);
    expect(keeper.state.values.content).toBe("");
    expect(stores.local).toBeUndefined();
  });

  test("is forbidden, or full, keeps the words on the server all the same", async () => {
    stores.isLocalBroken = true;
    const keeper = stores.keeper();
    await keeper.restore();
    keeper.change({ content: "typed" });
    await vi.advanceTimersByTimeAsync(REMOTE_AFTER_MS);
    expect(keeper.state.status).toBe("saved");
    keeper.stop();
    const again = stores.keeper();
    await again.restore();
    expect(again.state.values.content).toBe("typed");
  });
});

function entryOf(content: string) {
  const sides = { base_values: {}, sent_values: {}, values: { content } };
  return { schema: 1, base_version: 0, dirty_fields: [], saved_at: "2026-11-23T12:00:00Z", ...sides };
}
