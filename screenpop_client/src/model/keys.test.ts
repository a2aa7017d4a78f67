import { expect, test } from "vitest";
import { commandOf, hintOf } from "./keys";

const press = (
  code: string,
  held: Partial<{ ctrlKey: boolean; metaKey: boolean; shiftKey: boolean; altKey: boolean }> = {},
) => ({
  code,
  key: "",
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});

test("a shortcut is a place on the keyboard, whatever letter the layout puts there", () => {
  // The key of A types «ф» under a Russian layout; its code stays.
  expect(commandOf(press("KeyA", { ctrlKey: true, shiftKey: true }), false)).toBe("accept");
  expect(commandOf(press("KeyI", { metaKey: true, shiftKey: true }), true)).toBe("interest");
});

test("digits rate only outside text, with Alt everywhere", () => {
  expect(commandOf(press("Digit1"), false)).toBe("pick1");
  expect(commandOf(press("Digit1"), true)).toBeNull();
  expect(commandOf(press("Digit4", { altKey: true }), true)).toBe("pick4");
  expect(commandOf(press("Numpad2"), false)).toBe("pick2");
  expect(commandOf(press("Digit7"), false)).toBe("pick7");
  expect(commandOf(press("KeyC"), false)).toBe("dial");
  expect(commandOf(press("KeyC"), true)).toBeNull();
});

test("another modifier is another key", () => {
  expect(commandOf(press("KeyS", { ctrlKey: true }), true)).toBe("saveDraft");
  expect(commandOf(press("KeyS", { ctrlKey: true, shiftKey: true }), true)).toBeNull();
  expect(commandOf(press("KeyS"), true)).toBeNull();
});

test("the question mark asks for help wherever the layout puts it, unless it is typed", () => {
  expect(commandOf({ ...press("Digit7", { shiftKey: true }), key: "?" }, false)).toBe("help");
  expect(commandOf({ ...press("Slash", { shiftKey: true }), key: "?" }, true)).toBeNull();
});

test("every command can be shown with its keys", () => {
  expect(hintOf("saveClose")).toBe("Ctrl+Enter");
  expect(hintOf("minimise")).toBe("Esc");
});

test("answers of the call script have keys beside those of the results", () => {
  expect(commandOf(press("Digit5", { altKey: true }), true)).toBe("say1");
  expect(commandOf(press("Digit0", { altKey: true }), true)).toBe("say6");
  expect(commandOf(press("BracketLeft", { altKey: true }), true)).toBe("scriptBack");
  expect(commandOf(press("Digit5"), false)).toBe("pick5");
});
