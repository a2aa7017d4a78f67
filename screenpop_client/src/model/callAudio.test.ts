import { expect, test } from "vitest";
import type { CallAudioFile } from "@/wire/messages.gen";
import { isAudioToCome } from "./callAudio";

const kept = (...states: CallAudioFile["state"][]) => ({
  is_kept: true,
  files: states.map((state) => ({ state }) as CallAudioFile),
});

test("audio that grows is asked for again, and what is whole is not", () => {
  expect(isAudioToCome(kept("ready", "growing"), false)).toBe(true);
  expect(isAudioToCome(kept("ready"), true)).toBe(false);
  expect(isAudioToCome(undefined, true)).toBe(false);
});

test("a recording may begin as long as the call goes on (R152)", () => {
  expect(isAudioToCome(kept(), true)).toBe(true);
  expect(isAudioToCome(kept(), false)).toBe(false);
  expect(isAudioToCome({ ...kept(), is_kept: false }, true)).toBe(false);
});
