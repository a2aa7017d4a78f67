import { expect, test } from "vitest";
import { backoffMs } from "./backoff";

test("pauses grow from 0.3 s to 5 s and never leave that range", () => {
  for (let failures = 0; failures < 40; failures += 1) {
    for (const random of [0, 0.5, 0.999]) {
      const pause = backoffMs(failures, random);
      expect(pause).toBeGreaterThanOrEqual(300);
      expect(pause).toBeLessThanOrEqual(5000);
    }
  }
  expect(backoffMs(0, 0.999)).toBe(300);
  expect(backoffMs(30, 0.999)).toBeGreaterThan(4900);
});

test("two sockets that dropped together come back apart", () => {
  expect(backoffMs(5, 0.1)).not.toBe(backoffMs(5, 0.9));
});
