import { onlineManager, QueryObserver } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { makeQueryClient } from "./queryClient";

/** A list on the screen, whose answers come when they are let go. */
function shown() {
  const client = makeQueryClient();
  const asked: ((rows: string) => void)[] = [];
  const waiting: ((count: number) => void)[] = [];
  const observer = new QueryObserver<string>(client, {
    queryKey: ["lists", "lead", "rows"],
    queryFn: () =>
      new Promise((answer) => {
        asked.push(answer);
        for (const told of waiting) told(asked.length);
      }),
  });
  const leave = observer.subscribe(() => undefined);
  const askedTimes = (count: number) =>
    asked.length >= count
      ? Promise.resolve()
      : new Promise<void>((resolve) => waiting.push((now) => now >= count && resolve()));
  const change = () => client.invalidateQueries({ queryKey: ["lists"] });
  const settled = () => client.getQueryCache().find({ queryKey: ["lists", "lead", "rows"] })?.promise;
  return { client, asked, observer, leave, askedTimes, change, settled };
}

test("a change that is told before a list's first answer has come is not missed", async () => {
  const { asked, observer, leave, askedTimes, change, settled } = shown();
  await askedTimes(1);
  void change();
  void change();
  asked[0]?.("read before the change");
  await askedTimes(2);
  asked[1]?.("read after it");
  await settled();
  expect(observer.getCurrentResult().data).toBe("read after it");
  expect(asked).toHaveLength(2);
  leave();
});

test("a change while what was shown is asked anew begins that anew", async () => {
  const { asked, leave, askedTimes, change, settled, observer } = shown();
  await askedTimes(1);
  asked[0]?.("first");
  await settled();
  void change();
  await askedTimes(2);
  void change();
  await askedTimes(3);
  asked[2]?.("third");
  await settled();
  expect(observer.getCurrentResult().data).toBe("third");
  leave();
});

test("what nobody looks at any more is known to be old, and not asked", async () => {
  const { client, asked, leave, askedTimes, change, settled } = shown();
  await askedTimes(1);
  leave();
  void change();
  asked[0]?.("read before the change");
  await settled();
  await Promise.resolve();
  expect(client.getQueryState(["lists", "lead", "rows"])?.isInvalidated).toBe(true);
  expect(asked).toHaveLength(1);
});

test("what is pressed without a network fails at once, and is not done later by itself", async () => {
  const client = makeQueryClient();
  onlineManager.setOnline(false);
  let tried = 0;
  const mutationFn = () => {
    tried += 1;
    return Promise.reject(new Error("no network"));
  };
  await expect(client.getMutationCache().build(client, { mutationFn }).execute(undefined)).rejects.toThrow(
    "no network",
  );
  onlineManager.setOnline(true);
  await client.resumePausedMutations();
  expect(tried).toBe(1);
});
