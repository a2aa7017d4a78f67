import { expect, test } from "vitest";
import { callerTime } from "./callerTime";

test("an instant is told by the customer's clock, with summer time (R98)", () => {
  expect(callerTime("2026-11-27T07:00:00Z", "Asia/Yekaterinburg", "ru")).toEqual({
    time: "27.11.2026 12:00",
    offset: "GMT+5",
    isNight: false,
  });
  expect(callerTime("2026-07-01T11:00:00Z", "Europe/London", "en").time).toBe("01/07/2026 12:00");
  expect(callerTime("2026-12-01T11:00:00Z", "Europe/London", "en").time).toBe("01/12/2026 11:00");
});

test("from nine in the evening to nine in the morning nobody is called", () => {
  const nightAt = (instant: string) => callerTime(instant, "Asia/Vladivostok", "ru").isNight;
  expect(["22:59", "23:00"].map((time) => nightAt(`2026-11-26T${time}:00Z`))).toEqual([true, false]);
  expect(["10:59", "11:00"].map((time) => nightAt(`2026-11-27T${time}:00Z`))).toEqual([false, true]);
});
