import { useCallback, useState } from "react";

/** What is typed about an entry: a reload of the page does not lose it. */
export function useKeptText(key: string): readonly [string, (text: string) => void, () => void] {
  const [text, setText] = useState(() => read(key));
  const keep = useCallback(
    (typed: string) => {
      setText(typed);
      write(key, typed);
    },
    [key],
  );
  const forget = useCallback(() => write(key, ""), [key]);
  return [text, keep, forget];
}

function read(key: string): string {
  try {
    return window.sessionStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}

/** A browser that keeps nothing is no reason to refuse what is typed. */
function write(key: string, text: string): void {
  try {
    if (text === "") window.sessionStorage.removeItem(key);
    else window.sessionStorage.setItem(key, text);
  } catch {
    return;
  }
}
