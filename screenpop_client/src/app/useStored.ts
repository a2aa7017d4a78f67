import { useSyncExternalStore } from "react";
import { readPreference, writePreference } from "./preferences";

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

/** What this browser keeps under a name, the same in every tab, and what writes it. */
export function useStored(name: string): readonly [string | null, (value: string) => void] {
  const value = useSyncExternalStore(subscribe, () => readPreference(name));
  const write = (next: string) => {
    writePreference(name, next);
    for (const listener of listeners) listener();
  };
  return [value, write];
}
