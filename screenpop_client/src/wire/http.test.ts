import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { query } from "./api";
import { ApiError, request, requestOnce, setCsrf, Unreachable, whenUnauthenticated } from "./http";

const answers: (Response | Error)[] = [];
const calls: { path: string; init: RequestInit }[] = [];

beforeEach(() => {
  answers.length = 0;
  calls.length = 0;
  vi.useFakeTimers();
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
    calls.push({ path, init });
    const answer = answers.shift() ?? new Response("{}");
    if (answer instanceof Error) throw answer;
    return answer;
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const header = (index: number, name: string) => new Headers(calls[index]?.init.headers).get(name);

test("writes carry the CSRF token, reads do not", async () => {
  setCsrf("secret");
  await request("/api/x", { method: "POST", body: { a: 1 } });
  await request("/api/x");
  expect(header(0, "X-CSRF-Token")).toBe("secret");
  expect(header(1, "X-CSRF-Token")).toBeNull();
});

test("a coded refusal keeps its code, words and fields", async () => {
  const error = {
    code: "input.invalid",
    message: "Исправьте",
    params: {},
    fields: { outcome_id: { code: "c", message: "m" } },
  };
  answers.push(new Response(JSON.stringify({ error }), { status: 422 }));
  const failed = await request("/api/leads", { method: "POST" }).catch((reason: unknown) => reason);
  expect(failed).toBeInstanceOf(ApiError);
  expect((failed as ApiError).info.fields.outcome_id?.message).toBe("m");
});

test("a page of a proxy in place of an answer is told by its status", async () => {
  answers.push(new Response("<html>", { status: 418 }));
  const failed = (await request("/api/x").catch((reason: unknown) => reason)) as ApiError;
  expect(failed.info.code).toBe("http.418");
});

test("an ended login is told, a wrong password is not taken for one", async () => {
  const told = vi.fn();
  whenUnauthenticated(told);
  answers.push(new Response("{}", { status: 401 }), new Response("{}", { status: 401 }));
  await request("/api/login", { method: "POST" }).catch(() => undefined);
  expect(told).not.toHaveBeenCalled();
  await request("/api/calls").catch(() => undefined);
  expect(told).toHaveBeenCalledOnce();
});

test("a save is repeated with the same key until it is answered", async () => {
  answers.push(
    new TypeError("network"),
    new Response("{}", { status: 503 }),
    new Response('{"lead_id": 7}', { status: 201 }),
  );
  const saving = requestOnce<{ lead_id: number }>("/api/leads", { method: "POST", body: {}, idempotencyKey: "k1" });
  await vi.runAllTimersAsync();
  expect(await saving).toEqual({ lead_id: 7 });
  expect([0, 1, 2].map((index) => header(index, "Idempotency-Key"))).toEqual(["k1", "k1", "k1"]);
});

test("a refused save is not repeated, an unanswered one gives up in the end", async () => {
  answers.push(new Response("{}", { status: 422 }));
  await requestOnce("/api/leads", { method: "POST", idempotencyKey: "k" }).catch(() => undefined);
  expect(calls).toHaveLength(1);
  answers.push(...Array.from({ length: 4 }, () => new TypeError("network")));
  const saving = requestOnce("/api/leads", { method: "POST", idempotencyKey: "k" }).catch((reason: unknown) => reason);
  await vi.runAllTimersAsync();
  expect(await saving).toBeInstanceOf(Unreachable);
});

test("a query leaves out what is empty", () => {
  expect(query({ q: "", a: null, b: 0, c: "x y" })).toBe("?b=0&c=x+y");
});
