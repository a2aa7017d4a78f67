import { type RefObject, useEffect } from "react";

/** Tell the pages how high the call cards stand over their corner, as the CSS variable `--cb-dock`. */
export function useDockRoom(dock: RefObject<HTMLElement | null>, hasCards: boolean): void {
  useEffect(() => {
    const page = document.documentElement.style;
    const element = dock.current;
    if (!element || !hasCards) return;
    const watch = new ResizeObserver(() => page.setProperty("--cb-dock", `${element.offsetHeight}px`));
    watch.observe(element);
    return () => {
      watch.disconnect();
      page.removeProperty("--cb-dock");
    };
  }, [dock, hasCards]);
}
