import { useEffect } from "react";
import { useText } from "@/app/text";

/** Give another window the page's styles, theme and language, as long as it is open. */
export function useLikeThePage(other: Window): void {
  const { t } = useText();
  const title = t("pin.title");
  useEffect(() => {
    other.document.title = title;
  }, [other, title]);
  useEffect(() => {
    const dress = () => {
      for (const { name, value } of document.documentElement.attributes) {
        other.document.documentElement.setAttribute(name, value);
      }
    };
    const seen = new Set<Element>();
    const copyStyles = () => {
      for (const style of document.querySelectorAll<HTMLElement>("style, link[rel='stylesheet']")) {
        if (seen.has(style)) continue;
        seen.add(style);
        const copy = other.document.importNode(style, true);
        // What has no address of its own would look for ours beside it.
        if (style instanceof HTMLLinkElement) copy.setAttribute("href", style.href);
        other.document.head.append(copy);
      }
    };
    dress();
    copyStyles();
    const attributes = new MutationObserver(dress);
    attributes.observe(document.documentElement, { attributes: true });
    const styles = new MutationObserver(copyStyles);
    styles.observe(document.head, { childList: true });
    return () => {
      attributes.disconnect();
      styles.disconnect();
    };
  }, [other]);
}
