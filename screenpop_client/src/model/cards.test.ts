import { expect, test } from "vitest";
import type { CardState, OwnState, ReminderBell, TaskBell } from "@/wire/messages.gen";
import { whoOf } from "./callerName";
import { applyMessage, applySnapshot, deadLinks, EMPTY_DESK, findCard, isRinging, timerStart } from "./cards";
import { aCandidate, aCard } from "./testCards";

const tasks: TaskBell = { unseen: 0, overdue: 0, latest: [] };
const reminders: ReminderBell = { due: [], count: 0, open: 0, escalated: [], escalated_count: 0 };
const own: OwnState = {
  presence: "ready",
  pause_reason: "",
  since: "2026-11-23T08:00:00Z",
  due_at: null,
  cause: "",
  error: "",
  queues: [],
};
const snapshot = (revision: number, ...ids: string[]) =>
  ({
    type: "snapshot",
    epoch: "e",
    revision,
    own,
    cards: ids.map((id) => aCard({ id })),
    links: [],
    tasks,
    reminders,
  }) as const;
const ids = (desk: ReturnType<typeof applySnapshot>) => desk.cards.map((shown) => shown.card.id);

test("a snapshot replaces whatever was held", () => {
  const before = applySnapshot(snapshot(1, "pbx:1"));
  expect(ids(before)).toEqual(["pbx:1"]);
  expect(ids(applySnapshot(snapshot(9, "pbx:2")))).toEqual(["pbx:2"]);
  expect(applySnapshot(snapshot(9)).isSynced).toBe(true);
});

test("what waits of tasks is what was told last", () => {
  const bell: TaskBell = { unseen: 2, overdue: 1, latest: [] };
  const desk = applyMessage(applySnapshot(snapshot(1)), { type: "tasks", revision: 2, tasks: bell });
  expect(desk.tasks).toBe(bell);
  expect(applySnapshot(snapshot(3)).tasks).toBe(tasks);
});

test("what stands of reminders is what was told last (R99)", () => {
  const bell: ReminderBell = { ...reminders, open: 3 };
  const desk = applyMessage(applySnapshot(snapshot(1)), { type: "reminders", revision: 2, reminders: bell });
  expect(desk.reminders).toBe(bell);
  expect(applySnapshot(snapshot(3)).reminders).toBe(reminders);
});

test("a second call never overwrites the first, and the newest ringing is on top", () => {
  let desk = applySnapshot(snapshot(1, "pbx:1"));
  const later = aCard({ id: "pbx:2", rang_at: "2026-11-23T12:05:00Z" });
  desk = applyMessage(desk, { type: "card", revision: 2, card: later });
  expect(ids(desk)).toEqual(["pbx:2", "pbx:1"]);
  const states: CardState[] = ["wrap_up", "talking"];
  for (const [index, state] of states.entries()) {
    const card = aCard({ id: `pbx:${index + 1}`, state });
    desk = applyMessage(desk, { type: "card", revision: index + 3, card });
  }
  expect(ids(desk)).toEqual(["pbx:2", "pbx:1"]);
});

test("a changed card replaces itself and carries the new revision", () => {
  const desk = applyMessage(applySnapshot(snapshot(1, "pbx:1")), {
    type: "card",
    revision: 2,
    card: aCard({ state: "talking" }),
  });
  expect(desk.cards).toHaveLength(1);
  expect(findCard(desk, "pbx:1")).toMatchObject({ revision: 2, card: { state: "talking" } });
});

test("a withdrawn card leaves alone", () => {
  const desk = applyMessage(applySnapshot(snapshot(1, "pbx:1", "pbx:2")), {
    type: "withdrawn",
    revision: 2,
    card_id: "pbx:1",
    reason: "answered_elsewhere",
    by: "Иванова",
  });
  expect(ids(desk)).toEqual(["pbx:2"]);
  expect(isRinging(desk)).toBe(true);
});

test("status and links are taken as told", () => {
  const link = { pbx: "main", is_up: false, since: "2026-11-23T12:00:00Z", error: "ami.unavailable" };
  let desk = applyMessage(EMPTY_DESK, { type: "link", revision: 1, link });
  expect(deadLinks(desk)).toEqual([link]);
  desk = applyMessage(desk, { type: "link", revision: 2, link: { ...link, is_up: true } });
  expect(deadLinks(desk)).toEqual([]);
  const paused: OwnState = { ...own, presence: "paused", pause_reason: "Обед" };
  expect(applyMessage(desk, { type: "own", revision: 3, own: paused }).own).toEqual(paused);
  expect(applyMessage(desk, { type: "lists", revision: 4, lists: ["calls"] })).toBe(desk);
});

test("the timer counts the ring, then the talk, then the time since", () => {
  const times = { answered_at: "2026-11-23T12:00:09Z", ended_at: "2026-11-23T12:02:00Z" };
  expect(timerStart(aCard())).toBe("2026-11-23T12:00:01Z");
  expect(timerStart(aCard({ state: "dialing" }))).toBe("2026-11-23T12:00:00Z");
  expect(timerStart(aCard({ state: "held", ...times }))).toBe("2026-11-23T12:00:09Z");
  expect(timerStart(aCard({ state: "wrap_up", ...times }))).toBe("2026-11-23T12:02:00Z");
  expect(timerStart(aCard({ state: "talking", is_partial: true }))).toBe("2026-11-23T12:00:01Z");
});

test("R76: a name is told only when one person matched, else the number", () => {
  const candidates = [aCandidate()];
  expect(whoOf(aCard({ match: "known", candidates }))).toBe("Сидорова Анна Петровна");
  expect(whoOf(aCard({ match: "possible", candidates }))).toBe("+7 921 555-45-67");
  expect(whoOf(aCard({ match: "several", candidates }))).toBe("+7 921 555-45-67");
  const number = { kind: "withheld", raw: "", e164: "", display: "", caller_name: "" } as const;
  expect(whoOf(aCard({ match: "withheld", number }))).toBe("");
});
