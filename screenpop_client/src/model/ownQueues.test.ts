import { describe, expect, it } from "vitest";
import type { OwnQueue, OwnState } from "@/wire/messages.gen";
import { leavingOf, spansPbxs, troubledQueues, whyOf } from "./ownQueues";

const sales: OwnQueue = { pbx: "main", queue: "sales", state: "member", error: "" };

function own(...queues: OwnQueue[]): OwnState {
  return {
    presence: "ready",
    pause_reason: "",
    since: "2026-11-23T09:00:00Z",
    due_at: null,
    cause: "",
    error: "",
    queues,
  };
}

describe("an operator's queues", () => {
  it("are troubled where nobody rings the operator, or the PBX did not do as told", () => {
    const removed: OwnQueue = { ...sales, queue: "vip", state: "removed" };
    const missing: OwnQueue = { ...sales, queue: "night", state: "missing", error: "queue.unknown" };
    const stuck: OwnQueue = { ...sales, queue: "old", error: "ami.permission_denied" };
    const paused: OwnQueue = { ...sales, queue: "day", state: "paused" };
    expect(troubledQueues(own(sales, removed, missing, stuck, paused))).toEqual([removed, missing, stuck]);
  });

  it("are told apart by the PBX only where there are several", () => {
    expect(spansPbxs(own(sales, { ...sales, queue: "vip" }))).toBe(false);
    expect(spansPbxs(own(sales, { ...sales, pbx: "second" }))).toBe(true);
  });

  it("have words for every error, also for one that is not known yet", () => {
    expect(whyOf("ami.unavailable")).toBe("unavailable");
    expect(whyOf("queue.unknown")).toBe("unknown");
    expect(whyOf("store.timeout")).toBe("store");
    expect(whyOf("ami.something_new")).toBe("refused");
  });
});

it("an absence means what is configured for the device", () => {
  const rule = { grace_s: 60, headset: "remove", handset: "leave" } as const;
  expect(leavingOf(rule, "headset")).toBe("remove");
  expect(leavingOf(rule, "handset")).toBe("leave");
});
