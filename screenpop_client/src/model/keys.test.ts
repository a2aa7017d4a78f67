import { afterEach, expect, test } from "vitest";
import { bindKeys, chooseKey, commandOf, hintOf, readBindings, resetKey, SHORTCUTS, writeBindings } from "./keys";

afterEach(() => bindKeys(new Map()));

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

test("no key asks for two things", () => {
  const keys = SHORTCUTS.map(({ code, ctrl, shift, alt }) => [code, !!ctrl, !!shift, !!alt].join());
  expect(keys.filter((key, place) => keys.indexOf(key) !== place)).toEqual([]);
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

const held = { ctrlKey: true, shiftKey: true };

test("a key is chosen by pressing it, holds at once and in every hint, and can be given back", () => {
  const choice = chooseKey("accept", press("KeyB", held));
  if (choice.kind !== "chosen") throw new Error(choice.kind);
  bindKeys(choice.bindings);
  expect(hintOf("accept")).toBe("Ctrl+Shift+B");
  // The key of B types «и» under a Russian layout.
  expect(commandOf({ ...press("KeyB", held), key: "И" }, true)).toBe("accept");
  expect(commandOf(press("KeyA", held), true)).toBeNull();
  expect(writeBindings(choice.bindings)).toBe("accept=Ctrl+Shift+KeyB");
  bindKeys(resetKey("accept"));
  expect(hintOf("accept")).toBe("Ctrl+Shift+A");
});

test("a key that comes back to its command leaves the one that was given it", () => {
  bindKeys(readBindings("accept=F8;deal=Ctrl+Shift+KeyA"));
  bindKeys(resetKey("accept"));
  expect([hintOf("accept"), hintOf("deal")]).toEqual(["Ctrl+Shift+A", "Ctrl+Shift+D"]);
});

test("a key that another command has, or that the browser keeps, is refused and told", () => {
  expect(chooseKey("accept", press("KeyI", held))).toEqual({ kind: "taken", hint: "Ctrl+Shift+I", by: "interest" });
  expect(chooseKey("accept", press("KeyW", { ctrlKey: true }))).toEqual({ kind: "reserved", hint: "Ctrl+W" });
  expect(chooseKey("accept", press("ControlLeft", { ctrlKey: true }))).toEqual({ kind: "unfinished" });
  expect(chooseKey("interest", press("KeyI", held)).kind).toBe("chosen");
});

test("a key that types a letter works outside text alone, F8 everywhere", () => {
  bindKeys(readBindings("dial=KeyQ;deal=F8;nonsense=F9;accept=ф"));
  expect([commandOf(press("KeyQ"), false), commandOf(press("KeyQ"), true)]).toEqual(["dial", null]);
  expect(commandOf(press("F8"), true)).toBe("deal");
  expect(commandOf(press("F9"), false)).toBeNull();
  expect(hintOf("accept")).toBe("Ctrl+Shift+A");
});
