import { expect, test } from "vitest";
import { knownDeals } from "./openDeals";

const asked = (deals: readonly string[], isFetching: boolean, answer: readonly string[] = []) => ({
  deals,
  isFetching,
  refetch: ({ cancelRefetch }: { readonly cancelRefetch: boolean }) =>
    Promise.resolve({ data: cancelRefetch ? [] : answer }),
});

test("open deals that are known are offered at once, also while the server is asked again", () => {
  expect(knownDeals(asked(["Дача"], false))).toEqual(["Дача"]);
  expect(knownDeals(asked(["Дача"], true, ["Дача", "Баня"]))).toEqual(["Дача"]);
  expect(knownDeals(asked([], false))).toEqual([]);
});

test("nobody is told that there are none before the question that is out is answered (R77)", async () => {
  await expect(knownDeals(asked([], true, ["Дача"]))).resolves.toEqual(["Дача"]);
});
