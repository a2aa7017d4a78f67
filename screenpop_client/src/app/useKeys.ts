import { createContext, useContext, useEffect, useRef } from "react";
import { type Command, commandOf } from "@/model/keys";

/** What a component does on a command; returning false leaves the key to the browser. */
export type KeyHandlers = Readonly<Partial<Record<Command, () => unknown>>>;

const TEXT_INPUTS = new Set(["text", "search", "email", "tel", "url", "password", "number", ""]);

/** By name: what stands in another window is no instance of this one's classes. */
function isTyping(target: EventTarget | null): boolean {
  const { tagName, type, isContentEditable } = (target ?? {}) as Partial<HTMLInputElement>;
  if (tagName === "INPUT") return TEXT_INPUTS.has(type ?? "");
  return tagName === "TEXTAREA" || isContentEditable === true;
}

/** The window whose keys are heard, of what is drawn in another one than the page's. */
export const KeysWindow = createContext<Window | null>(null);

let isSuspended = false;

/** Let no shortcut act: a key is being chosen by pressing it. Returns what lets them act again. */
export function suspendKeys(): () => void {
  isSuspended = true;
  return () => {
    isSuspended = false;
  };
}

/** Listen to shortcuts on the whole page, or the window that the component is drawn in, while the component is there. */
export function useKeys(handlers: KeyHandlers): void {
  const latest = useRef(handlers);
  latest.current = handlers;
  const own = useContext(KeysWindow);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (isSuspended || event.defaultPrevented || event.repeat || event.isComposing) return;
      const command = commandOf(event, isTyping(event.target));
      const handler = command && latest.current[command];
      if (handler && handler() !== false) event.preventDefault();
    };
    // On the way down: an open list is still open then, and Esc can be left to it.
    const heard = own ?? window;
    heard.addEventListener("keydown", listen, { capture: true });
    return () => heard.removeEventListener("keydown", listen, { capture: true });
  }, [own]);
}
