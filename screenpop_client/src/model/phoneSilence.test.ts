import { expect, test } from "vitest";
import { PhoneSilence, SILENT_IN_TALK_MS, SILENT_MS } from "./phoneSilence";

/** Look every second up to a moment; return the second at which it was too long, null when it never was. */
function looked(silence: PhoneSilence, fromS: number, toS: number, isInTalk = false): number | null {
  for (let second = fromS; second <= toS; second += 1) {
    if (silence.isTooLong(second * 1000, isInTalk)) return second;
  }
  return null;
}

test("a phone that never said a word, or falls silent, is missed after its time", () => {
  const silence = new PhoneSilence(0);
  expect(looked(silence, 1, 60)).toBe(SILENT_MS / 1000 + 1);
  silence.heard(10_000);
  expect(looked(silence, 10, 60)).toBe(10 + SILENT_MS / 1000 + 1);
});

test("a phone that answers is never missed", () => {
  const silence = new PhoneSilence(0);
  for (let second = 1; second < 600; second += 2) {
    silence.heard(second * 1000);
    expect(looked(silence, second, second + 1)).toBeNull();
  }
});

test("a phone in a talk is borne with for longer: the talk goes on without its page", () => {
  expect(looked(new PhoneSilence(0), 1, 60, true)).toBe(SILENT_IN_TALK_MS / 1000 + 1);
});

test("a tab that stood still itself listens anew before it judges", () => {
  const silence = new PhoneSilence(0);
  expect(silence.isTooLong(3_600_000, false)).toBe(false);
  expect(looked(silence, 3601, 3660)).toBe(3600 + SILENT_MS / 1000 + 1);
});
