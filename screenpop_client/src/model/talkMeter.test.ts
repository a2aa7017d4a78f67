import { expect, test } from "vitest";
import { TalkMeter } from "./talkMeter";

const sample = (second: number, received: number, lost = 0) => ({
  atMs: second * 1000,
  received,
  lost,
  rttMs: 40,
  jitterMs: 2,
});

test("a talk that falls silent is noticed, and what is held is excused", () => {
  const meter = new TalkMeter();
  meter.take(sample(0, 50));
  meter.take(sample(1, 100));
  meter.take(sample(6, 100));
  expect(meter.silentMs(6000)).toBe(5000);
  meter.excuse(6000);
  expect(meter.silentMs(7000)).toBe(1000);
  meter.take(sample(8, 150));
  expect(meter.silentMs(8000)).toBe(0);
});

test("a talk that never had a packet is silent from its first look, and sounded as bad as can be", () => {
  const meter = new TalkMeter();
  for (const second of [0, 1, 2, 3]) meter.take(sample(second, 0));
  expect(meter.silentMs(3000)).toBe(3000);
  expect(meter.summary()).toMatchObject({ received: 0, mos: 1, worstMos: 1, seconds: 3 });
});

test("loss counts over the last seconds for now and over the whole for the summary", () => {
  const meter = new TalkMeter();
  meter.take(sample(0, 0));
  expect(meter.take(sample(1, 90, 10)).lossPercent).toBe(10);
  for (const second of [2, 3, 4, 5, 6]) meter.take(sample(second, 90 + second * 50, 10));
  expect(meter.take(sample(7, 500, 10)).lossPercent).toBe(0);
  const summary = meter.summary();
  expect(summary).toMatchObject({ seconds: 7, received: 500, lost: 10, rttMs: 40 });
  expect(summary?.worstMos).toBeLessThan(summary?.mos ?? 0);
});

test("a talk that was never looked at has no summary", () => {
  expect(new TalkMeter().summary()).toBeNull();
});
