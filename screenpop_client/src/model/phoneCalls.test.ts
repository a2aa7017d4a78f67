import { expect, test } from "vitest";
import { callOf, meanOpinion, type PhoneCall, soundOf, spokenOf, toneOf } from "./phoneCalls";

test("a clean short line sounds good and loss makes it bad", () => {
  expect(soundOf(meanOpinion(20, 2, 0))).toBe("good");
  expect(soundOf(meanOpinion(200, 20, 8))).toBe("fair");
  expect(soundOf(meanOpinion(400, 40, 15))).toBe("bad");
  expect(meanOpinion(60_000, 1000, 100)).toBe(1);
});

test("a card finds its call by the Call-ID and by nothing else", () => {
  const call = { id: "abc@pbx", number: "101" } as PhoneCall;
  expect(callOf([call], ["x", "abc@pbx"])).toBe(call);
  expect(callOf([call], ["101"])).toBeUndefined();
});

test("keys mean the call that is spoken in, else the first there is", () => {
  const held = { id: "held", state: "talking", isHeld: true } as PhoneCall;
  const talk = { id: "talk", state: "talking", isHeld: false } as PhoneCall;
  expect(spokenOf([held, talk])).toBe(talk);
  expect(spokenOf([held])).toBe(held);
  expect(spokenOf([])).toBeUndefined();
});

test.each([
  ["Digit5", false, "5"],
  ["Numpad0", false, "0"],
  ["Digit3", true, "#"],
  ["Digit8", true, "*"],
  ["NumpadMultiply", false, "*"],
  ["Digit4", true, ""],
  ["KeyA", false, ""],
])("%s (shift: %s) presses the telephone's %s under any layout", (code, shiftKey, tone) => {
  expect(toneOf({ code, shiftKey, ctrlKey: false, metaKey: false, altKey: false })).toBe(tone);
  expect(toneOf({ code, shiftKey, ctrlKey: true, metaKey: false, altKey: false })).toBe("");
});
