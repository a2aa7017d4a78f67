import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { DraftKeeper } from "./draftKeeper";
import { LOCAL_AFTER_MS, REMOTE_AFTER_MS } from "./draftTimes";
import { BLANK, Stores, type Values } from "./testDrafts";

let stores: Stores;

beforeEach(() => {
  vi.useFakeTimers();
  stores = new Stores();
});

afterEach(() => {
  vi.useRealTimers();
});

async function restored(): Promise<DraftKeeper<Values>> {
  const keeper = stores.keeper();
  await keeper.restore();
  return keeper;
}

describe("keeping", () => {
  test("input is kept here within 300 ms and on the server within 2 s, also while typing goes on", async () => {
    const keeper = await restored();
    for (let typed = 0; typed < 10; typed += 1) {
      keeper.change({ content: "x".repeat(typed + 1) });
      await vi.advanceTimersByTimeAsync(LOCAL_AFTER_MS / 2);
    }
    expect(stores.entry().values.content).not.toBe("");
    await vi.advanceTimersByTimeAsync(REMOTE_AFTER_MS);
    expect(keeper.state.status).toBe("saved");
    expect(stores.remote).toMatchObject({ values: { content: "xxxxxxxxxx" } });
  });

  test("only what changed is sent, on the version it was based on", async () => {
    const keeper = await restored();
    keeper.change({ content: "a" });
    await keeper.flush();
    keeper.change({ extra: "b" });
    await keeper.flush();
    expect(stores.writes[1]).toMatchObject({ base_version: 1, values: { extra: "b" }, dirty_fields: ["extra"] });
  });

  test("what the call filled in goes along with the first thing typed", async () => {
    const keeper = await restored();
    keeper.prefill({ extra: "from the call" });
    await vi.advanceTimersByTimeAsync(REMOTE_AFTER_MS * 2);
    expect(stores.writes).toEqual([]);
    keeper.change({ content: "a" });
    await keeper.flush();
    expect(stores.writes[0]?.values).toEqual({ content: "a", extra: "from the call", save_key: "mine" });
  });

  test("a server that does not answer is told, and tried again until it does", async () => {
    const keeper = await restored();
    stores.isDown = true;
    keeper.change({ content: "a" });
    await vi.advanceTimersByTimeAsync(REMOTE_AFTER_MS);
    expect(keeper.state.status).toBe("localOnly");
    expect(stores.entry().dirty_fields).toContain("content");
    stores.isDown = false;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(keeper.state.status).toBe("saved");
  });

  test("after a save nothing is kept and nothing late is written", async () => {
    const keeper = await restored();
    keeper.change({ content: "a" });
    await keeper.flush();
    keeper.change({ content: "ab" });
    await keeper.discard();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(stores.local).toBeUndefined();
    expect(stores.remote).toBeNull();
  });
});

describe("restoring", () => {
  test("after a reload all that was typed is back without a question", async () => {
    const before = await restored();
    before.change({ content: "половина фразы" });
    await vi.advanceTimersByTimeAsync(LOCAL_AFTER_MS);
    before.stop();
    const after = await restored();
    expect(after.state.values.content).toBe("половина фразы");
    expect(after.state.conflicts).toEqual([]);
    await vi.advanceTimersByTimeAsync(REMOTE_AFTER_MS);
    expect(stores.remote).toMatchObject({ values: { content: "половина фразы", save_key: "mine" } });
  });

  test("a page that goes away keeps its last words before the next instruction", async () => {
    const keeper = await restored();
    keeper.change({ content: "дом у реки" });
    void keeper.flush(true);
    expect(stores.rescued).toMatchObject({ values: { content: "дом у реки" }, dirty_fields: ["save_key", "content"] });
  });

  test("a write whose answer the reload cut off is not taken for a colleague's", async () => {
    const before = await restored();
    before.change({ content: "Интересует" });
    void before.flush();
    before.change({ content: "Интересует дом" });
    void before.flush(true);
    before.stop();
    await vi.advanceTimersByTimeAsync(0);
    stores.local = stores.rescued;
    stores.remote = stores.kept({ content: "Интересует", save_key: "mine" });
    const after = await restored();
    expect(after.state.values.content).toBe("Интересует дом");
    expect(after.state.conflicts).toEqual([]);
  });

  test("nothing is sent while the restore is pending, and what is typed meanwhile wins", async () => {
    stores.remote = stores.kept({ content: "old", extra: "kept" });
    const keeper = stores.keeper();
    const restoring = keeper.restore();
    keeper.change({ content: "new" });
    await keeper.flush();
    expect(stores.writes).toEqual([]);
    await restoring;
    expect(keeper.state.values).toMatchObject({ content: "new", extra: "kept" });
  });

  test("prefilling fills only what no draft and no operator has set", async () => {
    stores.remote = stores.kept({ content: "typed" });
    const keeper = await restored();
    keeper.prefill({ content: "from the call", extra: "from the call" });
    expect(keeper.state.values).toMatchObject({ content: "typed", extra: "from the call" });
  });

  test("a damaged local entry is dropped, the server's draft comes", async () => {
    stores.local = { schema: "?" };
    stores.remote = stores.kept({ content: "kept" });
    const keeper = await restored();
    expect(keeper.state.values.content).toBe("kept");
    expect(stores.local).toBeUndefined();
  });

  test("a draft that was saved elsewhere does not come back from this browser", async () => {
    const first = await restored();
    first.change({ content: "a" });
    await first.flush();
    await vi.advanceTimersByTimeAsync(0);
    first.stop();
    stores.remote = null;
    const second = await restored();
    expect(second.state.values).toEqual(BLANK);
    expect(stores.local).toBeUndefined();
  });
});

describe("two windows", () => {
  test("changes of different fields come together", async () => {
    const one = await restored();
    const other = await restored();
    one.change({ content: "a" });
    await one.flush();
    other.change({ extra: "b" });
    await other.flush();
    expect(other.state.values).toMatchObject({ content: "a", extra: "b" });
  });

  test("the same field changed twice is shown and decided by the operator", async () => {
    const keeper = await restored();
    keeper.change({ content: "mine" });
    stores.answer = () => ({ kind: "conflict", current: stores.kept({ content: "theirs", save_key: "other" }, 3) });
    await keeper.flush();
    expect(keeper.state.values.content).toBe("mine");
    expect(keeper.state.conflicts).toEqual([{ field: "content", mine: "mine", theirs: "theirs" }]);
    expect(keeper.state.values.save_key).toBe("other");

    stores.answer = null;
    keeper.resolve("content", false);
    expect(keeper.state.values.content).toBe("theirs");
    expect(keeper.state.conflicts).toEqual([]);
  });

  test("a person picked elsewhere is taken or left whole, with the name", async () => {
    const keeper = await restored();
    keeper.change({ person_text: "Иванов" });
    const theirs = { person_id: 57, person_text: "Сидорова" };
    stores.answer = () => ({ kind: "conflict", current: stores.kept(theirs, 3) });
    await keeper.flush();
    expect(keeper.state.values).toMatchObject({ person_id: null, person_text: "Иванов" });
    stores.answer = null;
    stores.remote = stores.kept(theirs, 3);
    keeper.resolve("person_text", true);
    expect(keeper.state.conflicts).toEqual([]);
    await vi.advanceTimersByTimeAsync(REMOTE_AFTER_MS);
    expect(stores.writes.at(-1)).toMatchObject({ values: { person_id: null, person_text: "Иванов" } });
  });

  test("keeping mine writes it over theirs", async () => {
    const keeper = await restored();
    keeper.change({ content: "mine" });
    stores.answer = () => ({ kind: "conflict", current: stores.kept({ content: "theirs" }, 3) });
    await keeper.flush();
    stores.answer = null;
    stores.remote = stores.kept({ content: "theirs" }, 3);
    keeper.resolve("content", true);
    await vi.advanceTimersByTimeAsync(REMOTE_AFTER_MS);
    expect(stores.writes.at(-1)).toMatchObject({ base_version: 3, values: { content: "mine" } });
  });
});
