import { describe, expect, test } from "vitest";
import { en } from "./en";
import { ru } from "./ru";
import { translate } from "./translate";

/** What stands in double braces is a field of a template that is spoken of, not a parameter. */
const slots = (text: string) => [...text.matchAll(/(?<!\{)\{(\w+)\}/g)].map((match) => match[1]).sort();

describe("texts", () => {
  test("name the same parameters in both languages", () => {
    const differing = Object.keys(ru).filter((key) => {
      const name = key as keyof typeof ru;
      return slots(ru[name]).join() !== slots(en[name]).join();
    });
    expect(differing).toEqual([]);
  });

  test("are filled with what is given and keep what is not", () => {
    expect(translate("ru", "dock.ringing", { who: "Анна" })).toBe("Звонит Анна");
    expect(translate("en", "dock.ringing")).toBe("{who} is calling");
  });

  test("take a parameter as text, never as a pattern", () => {
    expect(translate("en", "dock.ringing", { who: "$& {who}" })).toBe("$& {who} is calling");
  });
});
