import { expect, test } from "vitest";
import { PinnedWindow } from "./pinnedWindow";

class FakeWindow {
  isClosed = false;
  private onHide: () => void = () => undefined;

  addEventListener = (_: "pagehide", listener: () => void) => {
    this.onHide = listener;
  };

  close = () => {
    this.isClosed = true;
    this.onHide();
  };
}

function aPin({ refuses = false, wished = false } = {}) {
  const opened: FakeWindow[] = [];
  const wishes: boolean[] = [];
  const request = async () => {
    if (refuses) throw new Error("NotAllowedError");
    opened.push(new FakeWindow());
    return opened[opened.length - 1] as FakeWindow;
  };
  const pin = new PinnedWindow<FakeWindow>({ request, isWished: () => wished, wish: (one) => wishes.push(one) });
  return { pin, opened, wishes };
}

test("the operator's wish is remembered, and the window of a call that ended closes without taking it back", async () => {
  const { pin, opened, wishes } = aPin();
  expect(await pin.pin()).toBe(true);
  expect(pin.view).toEqual({ window: opened[0], isWished: true });
  pin.rest();
  expect(opened[0]?.isClosed).toBe(true);
  expect(pin.view).toEqual({ window: null, isWished: true });
  expect(wishes).toEqual([true]);
});

test("what was wanted before opens on another press, what was not does not", async () => {
  const wanted = aPin({ wished: true });
  wanted.pin.again();
  await Promise.resolve();
  expect(wanted.opened).toHaveLength(1);
  const other = aPin();
  other.pin.again();
  await Promise.resolve();
  expect(other.opened).toHaveLength(0);
});

test("taking it back, by the button or by the window's own cross, is remembered too", async () => {
  const byButton = aPin();
  await byButton.pin.pin();
  byButton.pin.unpin();
  expect(byButton.opened[0]?.isClosed).toBe(true);
  const byCross = aPin();
  await byCross.pin.pin();
  byCross.opened[0]?.close();
  for (const { pin, wishes } of [byButton, byCross]) {
    expect(pin.view).toEqual({ window: null, isWished: false });
    expect(wishes).toEqual([true, false]);
  }
});

test("a window that goes with its page takes no wish along", async () => {
  const { pin, opened, wishes } = aPin();
  await pin.pin();
  pin.leavePage();
  opened[0]?.close();
  expect(wishes).toEqual([true]);
});

test("two presses at once open one window", async () => {
  const { pin, opened } = aPin();
  await Promise.all([pin.pin(), pin.pin()]);
  await pin.pin();
  expect(opened).toHaveLength(1);
});

test("a browser that refuses, or has no such windows, is told of", async () => {
  const { pin, opened } = aPin({ refuses: true });
  expect([pin.canPin, await pin.pin()]).toEqual([true, false]);
  expect(await pin.pin()).toBe(false);
  expect(opened).toEqual([]);
  const none = new PinnedWindow<FakeWindow>({ request: undefined, isWished: () => true, wish: () => undefined });
  expect([none.canPin, await none.pin()]).toEqual([false, false]);
  expect(none.view.window).toBeNull();
});

test("whoever looks is told of each change until they look away", async () => {
  const { pin } = aPin();
  let changes = 0;
  const leave = pin.subscribe(() => {
    changes += 1;
  });
  await pin.pin();
  const before = changes;
  expect(before).toBeGreaterThan(0);
  leave();
  pin.unpin();
  expect(changes).toBe(before);
});
