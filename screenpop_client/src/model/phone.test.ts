import { describe, expect, test } from "vitest";
import { dialable, isHidden, isSameNumber, readablePhone } from "./phone";

describe("a number", () => {
  test.each([
    ["+79005550107", "+7 900 555-01-07"],
    ["+74955550001", "+7 495 555-00-01"],
    ["+12025550123", "+1 202-555-0123"],
    ["+380445550205", "+380 445 550 205"],
    ["+493055550110", "+49 305 555 0110"],
    ["+35318765432", "+353 187 654 32"],
  ])("%s is written as %s", (number, written) => {
    expect(readablePhone(number)).toBe(written);
  });

  test.each(["", "101", "8 (916) 765-43-21", "89161234567", "anonymous", "+7", "+7900555010700000"])(
    "that is not E.164 stays as it is: %j",
    (number) => {
      expect(readablePhone(number)).toBe(number);
    },
  );

  test.each([
    ["+79005550107", "+79005550107"],
    ["8 (916) 765-43-21", "89167654321"],
    ["tel:1;phone-context=x", "1"],
  ])("%s is dialled as %s", (number, dialled) => {
    expect(dialable(number)).toBe(dialled);
  });

  test("keeps its digits, so that a copy of it can be dialled", () => {
    for (const number of ["+79005550107", "+12025550123", "+4420555501", "+99365550107"]) {
      expect(readablePhone(number).replace(/[ -]/g, "")).toBe(number);
    }
  });

  test("is surely the same as another when its last ten digits are", () => {
    expect(isSameNumber("8 (916) 765-43-21", "+79167654321")).toBe(true);
    expect(isSameNumber("+79167654321", "+79167654322")).toBe(false);
    expect(isSameNumber("54321", "54321")).toBe(false);
    expect(isSameNumber("+7 916 •••‑••‑21", "+7 916 •••‑••‑21")).toBe(false);
  });

  test("is known when its middle is hidden", () => {
    expect([isHidden("+7 921 •••‑••‑67"), isHidden("+79005550107")]).toEqual([true, false]);
    expect(readablePhone("+7 921 •••‑••‑67")).toBe("+7 921 •••‑••‑67");
  });
});
