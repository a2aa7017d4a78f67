import { describe, expect, test } from "vitest";
import { changed, filterOf, givenFilters, readParams, withoutFilters } from "./callFilter";

const ZONE = "Europe/Moscow";
const NOW = new Date("2026-11-23T22:30:00Z"); // already the 24th in Moscow

describe("the address of the calls page", () => {
  test("gives the parts it knows and no other", () => {
    expect(readParams(new URLSearchParams("queue=sales&x=1&number="))).toEqual({ queue: "sales" });
  });

  test("means a filter of the server", () => {
    const params = readParams(new URLSearchParams("outcome=missed,busy&operator=3&lead=no&tab=missed&campaign=x"));
    const filter = filterOf(params, ZONE, NOW);
    expect(filter).toMatchObject({ outcome: ["missed", "busy"], operator_id: 3, has_lead: false, missed_open: true });
    expect(filter.campaign_id).toBeNull();
    expect(filter.mine).toBeUndefined();
  });

  test.each([
    ["today", "2026-11-23T21:00:00.000Z", undefined],
    ["yesterday", "2026-11-22T21:00:00.000Z", "2026-11-23T21:00:00.000Z"],
    ["week", "2026-11-17T21:00:00.000Z", undefined],
    ["month", "2026-10-25T21:00:00.000Z", undefined],
  ])("counts %s in days of the operator's zone", (period, since, until) => {
    const filter = filterOf({ period }, ZONE, NOW);
    expect([filter.since, filter.until]).toEqual([since, until]);
  });

  test("takes the last day of a span whole, and no day that is none", () => {
    const filter = filterOf({ from: "2026-02-28", to: "2026-02-28" }, ZONE, NOW);
    expect([filter.since, filter.until]).toEqual(["2026-02-27T21:00:00.000Z", "2026-02-28T21:00:00.000Z"]);
    expect(filterOf({ from: "soon" }, ZONE, NOW).since).toBeUndefined();
  });

  test("loses its filters one by one or all at once, and keeps the tab and the order", () => {
    const params = { tab: "mine", sort: "talk", queue: "sales", did: "100" };
    expect(givenFilters(params)).toEqual(["queue", "did"]);
    expect(changed(params, { queue: "" })).toEqual({ tab: "mine", sort: "talk", did: "100" });
    expect(withoutFilters(params)).toEqual({ tab: "mine", sort: "talk" });
  });
});
