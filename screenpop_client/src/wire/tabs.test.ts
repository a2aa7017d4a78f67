import { expect, test } from "vitest";
import { joinTabs } from "./tabs";

test("a tab knows whether it is the only one", async () => {
  const first = joinTabs();
  expect(await first.isAlone()).toBe(true);
  const second = joinTabs();
  expect(await second.isAlone()).toBe(false);
  first.leave();
  expect(await second.isAlone()).toBe(true);
  second.leave();
});
