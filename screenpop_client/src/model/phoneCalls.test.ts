import { expect, test } from "vitest";
import { callOf, meanOpinion, type PhoneCall, soundOf } from "./phoneCalls";

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
