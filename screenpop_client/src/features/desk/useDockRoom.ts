import { type RefObject, useEffect } from "react";

/**
 * Make room for the call cards at the end of what scrolls under them, as high as they stand: of everything of the class
 * `dockRoom`. By a rule of its own, and not by a variable of the page: that has each element of the page styled anew,
 * between a ring and its card.
 */
export function useDockRoom(dock: RefObject<HTMLElement | null>, hasCards: boolean): void {
  useEffect(() => {
    const element = dock.current;
    if (!element || !hasCards) return;
    const sheet = new CSSStyleSheet();
    const watch = new ResizeObserver(() =>
      sheet.replaceSync(`.dockRoom::after { height: ${element.offsetHeight}px; }`),
    );
    document.adoptedStyleSheets.push(sheet);
    watch.observe(element);
    return () => {
      watch.disconnect();
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
    };
  }, [dock, hasCards]);
}
