import { expect, test } from "vitest";
import { COMES_BACK_WITHIN_MS, openCardsOf } from "./openCards";

function storage() {
  const kept = new Map<string, string>();
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => {
      kept.set(name, text);
    },
  };
}

const OPEN = '{"keys":["pbx:1"],"active":"pbx:1"}';

test("a reload finds what its own tab had open", () => {
  const [tab, browser] = [storage(), storage()];
  openCardsOf(7, tab, browser).keep(OPEN);
  expect(openCardsOf(7, tab, browser).ofThisTab()).toBe(OPEN);
  expect(openCardsOf(8, tab, browser).ofThisTab()).toBeNull();
});

test("a browser started anew finds what the killed one had open, for a while", () => {
  const browser = storage();
  const at = Date.parse("2026-11-23T12:00:00Z");
  openCardsOf(7, storage(), browser, () => at).keep(OPEN);
  const later = (ms: number) => openCardsOf(7, storage(), browser, () => at + ms);
  expect(later(1000).ofThisTab()).toBeNull();
  expect(later(1000).ofLastBrowser()).toBe(OPEN);
  expect(later(COMES_BACK_WITHIN_MS).ofLastBrowser()).toBeNull();
});

test("a browser without storage remembers nothing and breaks nothing", () => {
  const refusing = {
    getItem: (): string => {
      throw new Error("denied");
    },
    setItem: () => {
      throw new Error("denied");
    },
  };
  const cards = openCardsOf(7, refusing, refusing);
  cards.keep(OPEN);
  expect([cards.ofThisTab(), cards.ofLastBrowser()]).toEqual([null, null]);
});
