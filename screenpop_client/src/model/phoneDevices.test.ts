import { expect, test } from "vitest";
import { choicesOf, HEARD_LEVEL, levelOf, usable } from "./phoneDevices";

const PRESENT = [
  { deviceId: "default", kind: "audioinput", label: "Default" },
  { deviceId: "mic", kind: "audioinput", label: "Headset" },
  { deviceId: "default", kind: "audiooutput", label: "Default" },
  { deviceId: "box", kind: "audiooutput", label: "Loudspeaker" },
  { deviceId: "eye", kind: "videoinput", label: "Camera" },
];

test("a device is offered once, and only for what it can do", () => {
  expect(choicesOf("microphone", PRESENT).map((one) => one.deviceId)).toEqual(["mic"]);
  expect(choicesOf("ring", PRESENT).map((one) => one.deviceId)).toEqual(["box"]);
});

test("what was unplugged gives way to the browser's usual one and is named", () => {
  const chosen = { microphone: "mic", speaker: "ears", ring: "box" };
  expect(usable(chosen, PRESENT)).toEqual({
    devices: { microphone: "mic", speaker: "", ring: "box" },
    missing: ["speaker"],
  });
  expect(usable(chosen, []).missing).toEqual(["microphone", "speaker", "ring"]);
});

test("a list without ids, before the microphone was allowed, says of nobody that they are gone", () => {
  const hidden = [
    { deviceId: "", kind: "audioinput", label: "" },
    { deviceId: "", kind: "audiooutput", label: "" },
  ];
  expect(usable({ microphone: "mic", speaker: "ears", ring: "" }, hidden).missing).toEqual([]);
});

test("a level is 0 for silence, 100 for the loudest, and a voice is in between", () => {
  expect(levelOf(new Float32Array(0))).toBe(0);
  expect(levelOf(new Float32Array(64))).toBe(0);
  expect(levelOf(new Float32Array(64).fill(1))).toBe(100);
  expect(levelOf(new Float32Array(64).fill(0.05))).toBeGreaterThan(HEARD_LEVEL);
});
