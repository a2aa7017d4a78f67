import { expect, test } from "vitest";
import { closingOf } from "./closing";
import { CloseCode } from "./messages.gen";

test("every close code of the protocol has its way on", () => {
  const ways = Object.fromEntries(Object.entries(CloseCode).map(([name, code]) => [name, closingOf(code)]));
  expect(ways).toEqual({
    BAD_MESSAGE: "fresh",
    NOT_AUTHENTICATED: "login",
    FORBIDDEN_ORIGIN: "stop",
    AUTH_TIMEOUT: "resume",
    SESSION_ENDED: "login",
    TOO_SLOW: "fresh",
    TOO_MANY_SOCKETS: "stop",
    SERVER_STOPPING: "resume",
  });
});

test("a connection that just broke resumes", () => {
  expect(closingOf(1006)).toBe("resume");
});
