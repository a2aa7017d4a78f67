import { IDBFactory } from "fake-indexeddb";
import { expect, test } from "vitest";
import { openLocalDrafts } from "./localDrafts";
import { COMES_BACK_WITHIN_MS, openCardsOf } from "./openCards";

function storage() {
  const kept = new Map<string, string>();
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => {
      kept.set(name, text);
    },
    removeItem: (name: string) => {
      kept.delete(name);
    },
    key: () => null,
    length: 0,
  };
}

const OPEN = '{"keys":["pbx:1"],"active":"pbx:1"}';

const once =
  <T>(one: T) =>
  () =>
    one;

test("a reload finds what its own tab had open", () => {
  const tab = storage();
  const drafts = openLocalDrafts(7, once(new IDBFactory()), once(storage()));
  openCardsOf(7, drafts, once(tab)).keep(OPEN);
  expect(openCardsOf(7, drafts, once(tab)).ofThisTab()).toBe(OPEN);
  expect(openCardsOf(8, drafts, once(tab)).ofThisTab()).toBeNull();
});

test("a browser started anew finds what the killed one had open, for a while", async () => {
  const disk = new IDBFactory();
  const at = Date.parse("2026-11-23T12:00:00Z");
  const drafts = openLocalDrafts(7, once(disk), once(storage()));
  openCardsOf(7, drafts, once(storage()), () => at).keep(OPEN);
  const later = (ms: number, operatorId = 7) =>
    openCardsOf(operatorId, openLocalDrafts(operatorId, once(disk), once(storage())), once(storage()), () => at + ms);
  expect(later(1000).ofThisTab()).toBeNull();
  expect(await later(1000).ofLastBrowser()).toBe(OPEN);
  expect(await later(COMES_BACK_WITHIN_MS).ofLastBrowser()).toBeNull();
  expect(await later(1000, 8).ofLastBrowser()).toBeNull();
  expect(await drafts.keys()).toEqual([]);
});

test("a browser without storage remembers nothing and breaks nothing", async () => {
  const refuse = () => {
    throw new Error("denied");
  };
  const drafts = { opened: async () => refuse(), keepOpened: async () => refuse() };
  const cards = openCardsOf(7, drafts, refuse);
  cards.keep(OPEN);
  expect([cards.ofThisTab(), await cards.ofLastBrowser()]).toEqual([null, null]);
});
