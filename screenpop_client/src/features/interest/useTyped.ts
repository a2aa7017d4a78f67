import { type ChangeEvent, useLayoutEffect, useRef, useState, useSyncExternalStore } from "react";
import type { DraftSource } from "@/model/restedDraft";
import { followText } from "./followText";

/** A part of a card's input as it is this instant: the one who asks is drawn with each letter of it, and for no other. */
export function useTyped<V, T>(keeper: DraftSource<V>, read: (values: V) => T): T {
  return useSyncExternalStore(keeper.subscribe, () => read(keeper.state.values));
}

/** An input that keeps its own text: a letter typed into it goes to the draft, and draws nothing. */
export function useTypedText<V, E extends HTMLInputElement | HTMLTextAreaElement>(
  keeper: DraftSource<V>,
  read: (values: V) => string,
  onType: (text: string) => void,
) {
  const ref = useRef<E>(null);
  const asked = useRef(read);
  asked.current = read;
  const text = () => asked.current(keeper.state.values);
  const [defaultValue] = useState(text);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what reads the draft is another function with each drawing
  useLayoutEffect(() => (ref.current ? followText(ref.current, text, keeper.subscribe) : undefined), [keeper]);
  return { ref, defaultValue, onChange: (event: ChangeEvent<E>) => onType(event.currentTarget.value) };
}
