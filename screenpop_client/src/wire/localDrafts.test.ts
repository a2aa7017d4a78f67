import { IDBFactory } from "fake-indexeddb";
import { expect, test } from "vitest";
import { openLocalDrafts } from "./localDrafts";

/** A browser's storage in memory. */
function aStorage() {
  const held = new Map<string, string>();
  return {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, text: string) => void held.set(key, text),
    removeItem: (key: string) => void held.delete(key),
    key: (index: number) => [...held.keys()][index] ?? null,
    get length() {
      return held.size;
    },
  };
}

function aDatabase() {
  const factory = new IDBFactory();
  return () => factory;
}

function inMemory() {
  const storage = aStorage();
  return () => storage;
}

function forbidden(): never {
  throw new DOMException("Access is denied for this document.", "SecurityError");
}

test("keeps, lists and forgets drafts, each operator's own", async () => {
  const factory = new IDBFactory();
  const storage = aStorage();
  const anna = openLocalDrafts(
    1,
    () => factory,
    () => storage,
  );
  const boris = openLocalDrafts(
    2,
    () => factory,
    () => storage,
  );
  await anna.put("pbx:1", { typed: "Сидорова" });
  await boris.put("pbx:1", { typed: "other" });
  expect(await anna.get("pbx:1")).toEqual({ typed: "Сидорова" });
  expect(await anna.keys()).toEqual(["pbx:1"]);
  await anna.remove("pbx:1");
  expect(await anna.get("pbx:1")).toBeUndefined();
  expect(await boris.keys()).toEqual(["pbx:1"]);
});

test("a second page of the same browser reads what the first wrote", async () => {
  const factory = new IDBFactory();
  const storage = aStorage();
  await openLocalDrafts(
    1,
    () => factory,
    () => storage,
  ).put("manual:a", { n: 1 });
  expect(
    await openLocalDrafts(
      1,
      () => factory,
      () => storage,
    ).get("manual:a"),
  ).toEqual({ n: 1 });
});

test("what a leaving page rescued is read first, and gives way to the next write", async () => {
  const storage = aStorage();
  const drafts = openLocalDrafts(1, aDatabase(), () => storage);
  await drafts.put("pbx:1", "stored");
  drafts.rescue("pbx:1", "rescued");
  drafts.rescue("pbx:2", "only rescued");
  expect(await drafts.get("pbx:1")).toBe("rescued");
  expect([...(await drafts.keys())].sort()).toEqual(["pbx:1", "pbx:2"]);
  await drafts.put("pbx:1", "later");
  expect(await drafts.get("pbx:1")).toBe("later");
  await drafts.remove("pbx:2");
  expect(await drafts.keys()).toEqual(["pbx:1"]);
});

test("a write that began earlier does not undo a rescue", async () => {
  const drafts = openLocalDrafts(1, aDatabase(), inMemory());
  const slow = drafts.put("pbx:1", "older");
  drafts.rescue("pbx:1", "newer");
  await slow;
  expect(await drafts.get("pbx:1")).toBe("newer");
});

test("a browser that forbids its stores fails each call and breaks nothing", async () => {
  const drafts = openLocalDrafts(1, forbidden, forbidden);
  expect(() => drafts.rescue("pbx:1", "typed")).not.toThrow();
  await expect(drafts.get("pbx:1")).rejects.toThrow("denied");
  await expect(drafts.put("pbx:1", "typed")).rejects.toThrow("denied");
});

test("a leaving page's words are kept where only the database is forbidden, and the other way round", async () => {
  const rescued = openLocalDrafts(1, forbidden, inMemory());
  rescued.rescue("pbx:1", "typed");
  expect(await rescued.get("pbx:1")).toBe("typed");
  const stored = openLocalDrafts(1, aDatabase(), forbidden);
  await stored.put("pbx:1", "typed");
  expect(await stored.get("pbx:1")).toBe("typed");
});

test("a database that the browser closed is opened again", async () => {
  const factory = new IDBFactory();
  const opened: IDBDatabase[] = [];
  const watched = () => {
    const open = factory.open.bind(factory);
    return Object.assign(Object.create(factory) as IDBFactory, {
      open: (name: string, version: number) => {
        const request = open(name, version);
        request.addEventListener("success", () => opened.push(request.result));
        return request;
      },
    });
  };
  const drafts = openLocalDrafts(1, watched, inMemory());
  await drafts.put("pbx:1", "typed");
  opened[0]?.close();
  opened[0]?.onclose?.(new Event("close"));
  await drafts.put("pbx:1", "typed on");
  expect(await drafts.get("pbx:1")).toBe("typed on");
});
