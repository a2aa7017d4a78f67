import { IDBFactory } from "fake-indexeddb";
import { expect, test } from "vitest";
import { openLocalDrafts } from "./localDrafts";

test("keeps, lists and forgets drafts, each operator's own", async () => {
  const factory = new IDBFactory();
  const anna = openLocalDrafts(1, factory);
  const boris = openLocalDrafts(2, factory);
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
  await openLocalDrafts(1, factory).put("manual:a", { n: 1 });
  expect(await openLocalDrafts(1, factory).get("manual:a")).toEqual({ n: 1 });
});
