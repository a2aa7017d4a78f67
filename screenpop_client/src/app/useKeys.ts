import { createContext, useContext, useEffect, useRef } from "react";
import { hearKeys, type KeyHandlers } from "./keyHearers";

/** The window whose keys are heard, of what is drawn in another one than the page's. */
export const KeysWindow = createContext<Window | null>(null);

/** Listen to shortcuts on the whole page, or the window that the component is drawn in, while the component is there. */
export function useKeys(handlers: KeyHandlers): void {
  const latest = useRef(handlers);
  latest.current = handlers;
  const own = useContext(KeysWindow);
  useEffect(() => hearKeys(own ?? window, () => latest.current), [own]);
}
