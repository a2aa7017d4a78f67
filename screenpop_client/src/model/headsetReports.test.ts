import { expect, test } from "vitest";
import { bitOf, type Collection, lightReports, moveOf, type Place, planOf } from "./headsetReports";

/** The telephony collection of a usual USB headset: report 2 in with hook (a state) and mute (a press), 2 out with lights. */
const HEADSET: Collection = {
  usagePage: 0x0b,
  inputReports: [
    {
      reportId: 2,
      items: [
        { usages: [0x0b0020], isAbsolute: true, reportSize: 1, reportCount: 1 },
        { usages: [0x0b0021, 0x0b002f], isAbsolute: false, reportSize: 1, reportCount: 2 },
        { isAbsolute: true, reportSize: 1, reportCount: 13 },
      ],
    },
  ],
  outputReports: [
    {
      reportId: 2,
      items: [
        { usages: [0x080017, 0x080009], isAbsolute: true, reportSize: 1, reportCount: 2 },
        { reportSize: 1, reportCount: 7 },
        { usages: [0x080018], isAbsolute: true, reportSize: 1, reportCount: 1 },
        { reportSize: 1, reportCount: 6 },
      ],
    },
  ],
};

const plan = planOf([{ usagePage: 0x0c, children: [HEADSET] }]);

function data(...bytes: number[]): DataView {
  return new DataView(Uint8Array.from(bytes).buffer);
}

test("buttons are found by their usage, wherever in the report and however deep", () => {
  expect(plan?.buttons).toEqual({
    hook: { reportId: 2, bit: 0, isState: true },
    mute: { reportId: 2, bit: 2, isState: false },
  });
  expect(planOf([{ usagePage: 0x0c, inputReports: [] }])).toBeNull();
});

test("a button is read from its own report alone, and a short report says nothing", () => {
  const mute = plan?.buttons.mute as Place;
  expect(bitOf(mute, 2, data(0b100, 0))).toBe(true);
  expect(bitOf(mute, 2, data(0b011, 0))).toBe(false);
  expect(bitOf(mute, 3, data(0b100, 0))).toBeNull();
  expect(bitOf(mute, 2, data())).toBeNull();
});

test("lights are set bit by bit in one report of the length that the device names", () => {
  if (!plan) throw new Error("no plan");
  const bytes = (lights: Parameters<typeof lightReports>[1]) => [...(lightReports(plan, lights).get(2) ?? [])];
  expect(bytes({ offHook: true, ring: false, mute: true })).toEqual([0b11, 0]);
  expect(bytes({ offHook: false, ring: true, mute: false })).toEqual([0, 0b10]);
  expect(bytes({ offHook: false, ring: false, mute: false })).toEqual([0, 0]);
});

const IDLE = { isRinging: false, isTalking: false, isMuted: false };
const RINGING = { ...IDLE, isRinging: true };
const TALKING = { ...IDLE, isTalking: true };

test("lifting the hook answers what rings, putting it down ends the talk, and an echo does nothing", () => {
  expect(moveOf("hook", true, true, RINGING)).toBe("answer");
  expect(moveOf("hook", true, true, TALKING)).toBeNull();
  expect(moveOf("hook", false, true, TALKING)).toBe("hangUp");
  expect(moveOf("hook", false, true, RINGING)).toBeNull();
  expect(moveOf("hook", false, true, IDLE)).toBeNull();
});

test("a hook that is a press answers, then ends", () => {
  expect(moveOf("hook", true, false, RINGING)).toBe("answer");
  expect(moveOf("hook", true, false, TALKING)).toBe("hangUp");
  expect(moveOf("hook", false, false, TALKING)).toBeNull();
});

test("mute follows a state, turns with a press, and means nothing without a talk", () => {
  expect(moveOf("mute", true, false, TALKING)).toBe("mute");
  expect(moveOf("mute", true, false, { ...TALKING, isMuted: true })).toBe("unmute");
  expect(moveOf("mute", false, false, TALKING)).toBeNull();
  expect(moveOf("mute", true, true, { ...TALKING, isMuted: true })).toBeNull();
  expect(moveOf("mute", false, true, { ...TALKING, isMuted: true })).toBe("unmute");
  expect(moveOf("mute", true, false, IDLE)).toBeNull();
});
