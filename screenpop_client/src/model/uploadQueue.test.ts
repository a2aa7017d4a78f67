import { expect, test } from "vitest";
import type { UploadOptions } from "@/wire/upload";
import { UploadQueue } from "./uploadQueue";

function stage() {
  const sent: { name: string; key: string; options: UploadOptions; end: (error?: unknown) => void }[] = [];
  const cancelled: string[] = [];
  let keys = 0;
  let done = 0;
  const queue = new UploadQueue(
    (file, options) => {
      let end: (error?: unknown) => void = () => {};
      const result = new Promise<never>((resolve, reject) => {
        end = (error) => (error === undefined ? resolve(undefined as never) : reject(error));
      });
      sent.push({ name: file.name, key: options.idempotencyKey, options, end });
      return { done: result, cancel: () => cancelled.push(file.name) };
    },
    () => `key ${++keys}`,
    () => {
      done += 1;
    },
  );
  const add = (...names: string[]) =>
    queue.add(
      names.map((name) => new File(["x"], name)),
      (file) => (file.name === "big" ? "too large" : null),
    );
  const states = () => queue.uploads().map((one) => `${one.file.name} ${one.state}`);
  return { queue, sent, cancelled, add, states, done: () => done };
}

const settle = () => new Promise((resolve) => setTimeout(resolve));

test("two files are sent at once, the others in turn", async () => {
  const { add, sent, states, done } = stage();
  add("a", "b", "c");
  expect(states()).toEqual(["a sending", "b sending", "c waiting"]);
  sent[0]?.end();
  await settle();
  expect(states()).toEqual(["b sending", "c sending"]);
  expect(done()).toBe(1);
});

test("a file that the page refuses is shown with its words and never sent", () => {
  const { add, sent, queue } = stage();
  add("big");
  expect(sent).toEqual([]);
  expect(queue.uploads()[0]).toMatchObject({ state: "failed", error: "too large" });
  queue.cancel("key 1");
  expect(queue.uploads()).toEqual([]);
});

test("a file that failed is sent again under the same key", async () => {
  const { add, sent, queue, states } = stage();
  add("a");
  sent[0]?.options.onProgress(1);
  expect(queue.uploads()[0]?.sent).toBe(1);
  sent[0]?.end(new Error("away"));
  await settle();
  expect(states()).toEqual(["a failed"]);
  queue.retry("key 1");
  expect(sent.map((one) => one.key)).toEqual(["key 1", "key 1"]);
  expect(queue.uploads()[0]).toMatchObject({ state: "sending", sent: 0, error: null });
});

test("a cancelled file makes room at once and says nothing more", async () => {
  const { add, sent, cancelled, queue, states } = stage();
  add("a", "b", "c");
  queue.cancel("key 1");
  expect(cancelled).toEqual(["a"]);
  expect(states()).toEqual(["b sending", "c sending"]);
  sent[0]?.end(new DOMException("cancelled", "AbortError"));
  await settle();
  expect(states()).toEqual(["b sending", "c sending"]);
});

test("who listens hears of every change until they stop", () => {
  const { add, queue } = stage();
  let heard = 0;
  const stop = queue.subscribe(() => {
    heard += 1;
  });
  add("a");
  expect(heard).toBeGreaterThan(0);
  stop();
  const before = heard;
  add("b");
  expect(heard).toBe(before);
});
