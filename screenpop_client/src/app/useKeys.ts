import { useEffect, useRef } from "react";
import { type Command, commandOf } from "@/model/keys";

/** What a component does on a command; returning false leaves the key to the browser. */
export type KeyHandlers = Readonly<Partial<Record<Command, () => unknown>>>;

const TEXT_INPUTS = new Set(["text", "search", "email", "tel", "url", "password", "number", ""]);

function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return TEXT_INPUTS.has(target.type);
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLElement && target.isContentEditable);
}

let isSuspended = false;

/** Let no shortcut act: a key is being chosen by pressing it. Returns what lets them act again. */
export function suspendKeys(): () => void {
  isSuspended = true;
  return () => {
    isSuspended = false;
  };
}

/** Listen to shortcuts on the whole page while the component is there. */
export function useKeys(handlers: KeyHandlers): void {
  const latest = useRef(handlers);
  latest.current = handlers;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (isSuspended || event.defaultPrevented || event.repeat || event.isComposing) return;
      const command = commandOf(event, isTyping(event.target));
      const handler = command && latest.current[command];
      if (handler && handler() !== false) event.preventDefault();
    };
    // On the way down: an open list is still open then, and Esc can be left to it.
    window.addEventListener("keydown", listen, { capture: true });
    return () => window.removeEventListener("keydown", listen, { capture: true });
  }, []);
}
