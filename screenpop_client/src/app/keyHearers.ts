import { type Command, commandOf } from "@/model/keys";

/** What a component does on a command; returning false leaves the key to the browser. */
export type KeyHandlers = Readonly<Partial<Record<Command, () => unknown>>>;

/** A window, or what stands for one. */
export type Heard = Pick<EventTarget, "addEventListener" | "removeEventListener">;

type Hearers = { readonly all: Set<() => KeyHandlers>; readonly listen: (event: Event) => void };

const TEXT_INPUTS = new Set(["text", "search", "email", "tel", "url", "password", "number", ""]);
const rooms = new Map<Heard, Hearers>();

/** By name: what stands in another window is no instance of this one's classes. */
function isTyping(target: EventTarget | null): boolean {
  const { tagName, type, isContentEditable } = (target ?? {}) as Partial<HTMLInputElement>;
  if (tagName === "INPUT") return TEXT_INPUTS.has(type ?? "");
  return tagName === "TEXTAREA" || isContentEditable === true;
}

let isSuspended = false;

/** Let no shortcut act: a key is being chosen by pressing it. Returns what lets them act again. */
export function suspendKeys(): () => void {
  isSuspended = true;
  return () => {
    isSuspended = false;
  };
}

/**
 * Let `handlers` hear a window's keys, after those who came before; returns what ends it. A window has one listener: each
 * letter is looked up once, and not by each of the buttons of twenty cards.
 */
export function hearKeys(heard: Heard, handlers: () => KeyHandlers): () => void {
  const { all, listen } = rooms.get(heard) ?? open(heard);
  all.add(handlers);
  return () => {
    all.delete(handlers);
    if (all.size > 0) return;
    heard.removeEventListener("keydown", listen, { capture: true });
    rooms.delete(heard);
  };
}

function open(heard: Heard): Hearers {
  const all = new Set<() => KeyHandlers>();
  const hearers = { all, listen: (event: Event) => tell(all, event as KeyboardEvent) };
  // On the way down: an open list is still open then, and Esc can be left to it.
  heard.addEventListener("keydown", hearers.listen, { capture: true });
  rooms.set(heard, hearers);
  return hearers;
}

function tell(all: ReadonlySet<() => KeyHandlers>, event: KeyboardEvent): void {
  if (isSuspended || event.defaultPrevented || event.repeat || event.isComposing) return;
  const command = commandOf(event, isTyping(event.target));
  if (!command) return;
  for (const handlers of [...all]) {
    const handler = all.has(handlers) ? handlers()[command] : undefined;
    if (!handler || handler() === false) continue;
    event.preventDefault();
    return;
  }
}
