import { CloseCode } from "./messages.gen";

/** What the client does about a closed socket. */
export type Closing = "resume" | "fresh" | "login" | "stop";

/** Sort a close code: come back where we were, come back anew, log in again, or wait for the user. */
export function closingOf(code: number): Closing {
  switch (code) {
    case CloseCode.BAD_MESSAGE:
    case CloseCode.TOO_SLOW:
      return "fresh";
    case CloseCode.NOT_AUTHENTICATED:
    case CloseCode.SESSION_ENDED:
      return "login";
    case CloseCode.FORBIDDEN_ORIGIN:
    case CloseCode.TOO_MANY_SOCKETS:
      return "stop";
    default:
      return "resume";
  }
}
