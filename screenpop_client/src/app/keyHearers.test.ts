import { expect, test, vi } from "vitest";
import { hearKeys, type KeyHandlers, suspendKeys } from "./keyHearers";

/** A window: one listener, as the browser would call it. */
class Room extends EventTarget {
  listeners = 0;

  override addEventListener(...how: Parameters<EventTarget["addEventListener"]>): void {
    this.listeners += 1;
    super.addEventListener(...how);
  }

  override removeEventListener(...how: Parameters<EventTarget["removeEventListener"]>): void {
    this.listeners -= 1;
    super.removeEventListener(...how);
  }

  /** Press Esc, which minimises; returns whether the key was kept from the browser. */
  press(more: object = {}): boolean {
    const event = new Event("keydown", { cancelable: true });
    const held = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };
    return !this.dispatchEvent(Object.assign(event, { key: "Escape", code: "Escape", ...held }, more));
  }
}

function hear(room: Room, minimise: () => unknown): () => void {
  const handlers: KeyHandlers = { minimise };
  return hearKeys(room, () => handlers);
}

test("a window has one listener for all who hear its keys, and none when they have gone", () => {
  const room = new Room();
  const leave = [1, 2, 3].map(() => hear(room, () => false));
  expect(room.listeners).toBe(1);
  for (const one of leave) one();
  expect(room.listeners).toBe(0);
  expect(room.press()).toBe(false);
});

test("the first who acts keeps the key from those after it and from the browser", () => {
  const room = new Room();
  const [left, acting, after] = [vi.fn(() => false), vi.fn(), vi.fn()];
  for (const one of [left, acting, after]) hear(room, one);
  expect(room.press()).toBe(true);
  expect([left, acting, after].map((one) => one.mock.calls.length)).toEqual([1, 1, 0]);
});

test("a key that nobody acts on, that is held down or composes a character is the browser's", () => {
  const room = new Room();
  const act = vi.fn();
  hear(room, act);
  expect(room.press({ code: "KeyA", key: "ф" })).toBe(false);
  expect(room.press({ repeat: true })).toBe(false);
  expect(room.press({ isComposing: true })).toBe(false);
  expect(act).not.toHaveBeenCalled();
});

test("what is said last holds, and who has gone meanwhile is not told", () => {
  const room = new Room();
  let handlers: KeyHandlers = {};
  hearKeys(room, () => handlers);
  const late = vi.fn();
  handlers = { minimise: late };
  room.press();
  expect(late).toHaveBeenCalledOnce();

  const other = new Room();
  const gone = vi.fn();
  let leave = () => {};
  hear(other, () => {
    leave();
    return false;
  });
  leave = hear(other, gone);
  other.press();
  expect(gone).not.toHaveBeenCalled();
});

test("no shortcut acts while a key is being chosen", () => {
  const room = new Room();
  const act = vi.fn();
  hear(room, act);
  const resume = suspendKeys();
  expect(room.press()).toBe(false);
  resume();
  expect(room.press()).toBe(true);
  expect(act).toHaveBeenCalledOnce();
});
