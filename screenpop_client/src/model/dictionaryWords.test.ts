import { expect, test } from "vitest";
import { englishWords } from "./dictionaryWords";
import { WORDS } from "./testCards";

test("a reason that has an English name is told by it, any other as it is", () => {
  const [reason] = WORDS.refusal_reasons;
  const named = reason ? [{ ...reason, name_en: "Too expensive" }] : [];
  expect([...englishWords({ ...WORDS, refusal_reasons: named })]).toEqual([["Дорого", "Too expensive"]]);
});
