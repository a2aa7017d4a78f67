import { expect, test } from "vitest";
import type { Colleague } from "@/wire/messages.gen";
import { blindFirst, countStates } from "./team";

const who = (full_name: string, state: Colleague["state"], blind_since: string | null = null): Colleague => ({
  id: full_name.length,
  full_name,
  extension: "101",
  state,
  blind_since,
});

const TEAM = [
  who("Free", "free"),
  who("Talks", "talking", "2026-11-23T09:05:00Z"),
  who("Other", "free"),
  who("Sleeps", "blind", "2026-11-23T09:00:00Z"),
  who("Gone", "offline"),
];

test("who does not see the screen comes first, the longest so before, and who is away not at all", () => {
  expect(blindFirst(TEAM).map((one) => one.full_name)).toEqual(["Sleeps", "Talks", "Free", "Other"]);
});

test("everybody is counted by what they do", () => {
  expect(countStates(TEAM)).toEqual([
    ["free", 2],
    ["talking", 1],
    ["blind", 1],
    ["offline", 1],
  ]);
});
