import { beforeEach, expect, test } from "vitest";
import type { DraftKeeper } from "@/model/draftKeeper";
import { Stores, type Values } from "@/model/testDrafts";
import { followText } from "./followText";

/** An input that counts how often it is written: each time the caret goes to its end. */
class Input {
  writes = 0;
  private text = "";

  get value(): string {
    return this.text;
  }

  set value(text: string) {
    this.writes += 1;
    this.text = text.replaceAll("\r\n", "\n");
  }

  type(text: string, keeper: DraftKeeper<Values>): void {
    this.text = text;
    keeper.change({ content: text });
  }
}

let stores: Stores;
let keeper: DraftKeeper<Values>;
let input: Input;

beforeEach(() => {
  stores = new Stores();
  keeper = stores.keeper();
  input = new Input();
});

function follow(): () => void {
  return followText(input, () => keeper.state.values.content, keeper.subscribe);
}

test("letters typed into it are left alone", async () => {
  await keeper.restore();
  follow();
  for (const text of ["a", "ab", "abc"]) input.type(text, keeper);
  await keeper.flush();
  expect([input.value, input.writes]).toEqual(["abc", 0]);
});

test("a draft that comes back shows, and not over letters typed meanwhile", async () => {
  stores.remote = stores.kept({ content: "before" });
  follow();
  await keeper.restore();
  expect(input.value).toBe("before");

  const typing = new Stores();
  typing.remote = typing.kept({ content: "before" });
  keeper = typing.keeper();
  input = new Input();
  follow();
  input.type("new", keeper);
  await keeper.restore();
  expect([input.value, input.writes]).toEqual(["new", 0]);
});

test("what another window typed shows, and what is taken from it where both did", async () => {
  await keeper.restore();
  follow();
  stores.remote = stores.kept({ content: "theirs" });
  await keeper.refresh();
  expect(input.value).toBe("theirs");

  input.type("mine", keeper);
  stores.remote = stores.kept({ content: "theirs again" }, 2);
  await keeper.refresh();
  expect(input.value).toBe("mine");
  keeper.resolve("content", false);
  expect(input.value).toBe("theirs again");
});

test("what an answer of the script fills shows after the letters, and goes again with it", async () => {
  await keeper.restore();
  follow();
  input.type("typed", keeper);
  keeper.change({ content: `${keeper.state.values.content}\nfilled` });
  expect(input.value).toBe("typed\nfilled");
  keeper.change({ content: "typed" });
  expect(input.value).toBe("typed");
});

test("a field that is drawn later shows what the draft holds by then", async () => {
  await keeper.restore();
  keeper.change({ content: "a" });
  follow();
  expect(input.value).toBe("a");
});

test("line ends that the browser writes in its own way move no caret with each letter elsewhere", async () => {
  stores.remote = stores.kept({ content: "one\r\ntwo" });
  await keeper.restore();
  follow();
  keeper.change({ extra: "e" });
  keeper.change({ extra: "ex" });
  expect(input.writes).toBe(1);
});

test("a field that has gone is written no more", async () => {
  await keeper.restore();
  const leave = follow();
  leave();
  keeper.change({ content: "a" });
  expect(input.writes).toBe(0);
});
