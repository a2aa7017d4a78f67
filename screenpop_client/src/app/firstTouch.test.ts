import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { atFirstTouch } from "./firstTouch";

beforeEach(() => {
  vi.stubGlobal("window", new EventTarget());
  vi.stubGlobal("navigator", { userActivation: { hasBeenActive: false } });
});

afterEach(() => vi.unstubAllGlobals());

test("a page that nobody touched waits for the first touch, and heeds no other", () => {
  const act = vi.fn();
  atFirstTouch(act);
  expect(act).not.toHaveBeenCalled();
  window.dispatchEvent(new Event("keydown"));
  window.dispatchEvent(new Event("pointerdown"));
  expect(act).toHaveBeenCalledOnce();
});

test("who logged in touched the page: it may sound without another touch", () => {
  vi.stubGlobal("navigator", { userActivation: { hasBeenActive: true } });
  const act = vi.fn();
  atFirstTouch(act);
  window.dispatchEvent(new Event("pointerdown"));
  expect(act).toHaveBeenCalledOnce();
});

test("where the browser does not tell of touches, and after leaving, only what is heard counts", () => {
  vi.stubGlobal("navigator", {});
  const act = vi.fn();
  atFirstTouch(act)();
  window.dispatchEvent(new Event("pointerdown"));
  expect(act).not.toHaveBeenCalled();
});
