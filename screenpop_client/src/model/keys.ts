/** What a key combination asks for. */
export type Command =
  | "accept"
  | "interest"
  | "deal"
  | "newInterest"
  | "pause"
  | "wrapUp"
  | "saveClose"
  | "saveDraft"
  | "minimise"
  /** The first, second … of what is offered: a result, an outcome. */
  | "pick1"
  | "pick2"
  | "pick3"
  | "pick4"
  | "pick5"
  | "pick6"
  | "pick7"
  | "pick8"
  | "pick9"
  | "dial"
  | "taskDone"
  | "tabBefore"
  | "tabAfter"
  /** The first, second … answer of the call script. */
  | "say1"
  | "say2"
  | "say3"
  | "say4"
  | "say5"
  | "say6"
  | "scriptBack"
  | "scriptJump"
  | "help";

export type Shortcut = {
  readonly command: Command;
  /** KeyboardEvent.code: the key's place, the same under every layout. */
  readonly code: string;
  readonly ctrl?: boolean;
  readonly shift?: boolean;
  readonly alt?: boolean;
  /** As shown to the operator. */
  readonly hint: string;
  /** A key without Ctrl or Alt would type a letter: it works only outside text fields. */
  readonly isPlain?: boolean;
};

export const SHORTCUTS: readonly Shortcut[] = [
  { command: "accept", code: "KeyA", ctrl: true, shift: true, hint: "Ctrl+Shift+A" },
  { command: "interest", code: "KeyI", ctrl: true, shift: true, hint: "Ctrl+Shift+I" },
  { command: "deal", code: "KeyD", ctrl: true, shift: true, hint: "Ctrl+Shift+D" },
  { command: "newInterest", code: "KeyU", ctrl: true, shift: true, hint: "Ctrl+Shift+U" },
  { command: "pause", code: "KeyP", ctrl: true, shift: true, hint: "Ctrl+Shift+P" },
  { command: "wrapUp", code: "KeyE", ctrl: true, shift: true, hint: "Ctrl+Shift+E" },
  { command: "saveClose", code: "Enter", ctrl: true, hint: "Ctrl+Enter" },
  { command: "saveDraft", code: "KeyS", ctrl: true, hint: "Ctrl+S" },
  { command: "minimise", code: "Escape", hint: "Esc" },
  { command: "pick1", code: "Digit1", hint: "1", isPlain: true },
  { command: "pick2", code: "Digit2", hint: "2", isPlain: true },
  { command: "pick3", code: "Digit3", hint: "3", isPlain: true },
  { command: "pick4", code: "Digit4", hint: "4", isPlain: true },
  { command: "pick1", code: "Digit1", alt: true, hint: "Alt+1" },
  { command: "pick2", code: "Digit2", alt: true, hint: "Alt+2" },
  { command: "pick3", code: "Digit3", alt: true, hint: "Alt+3" },
  { command: "pick4", code: "Digit4", alt: true, hint: "Alt+4" },
  { command: "pick5", code: "Digit5", hint: "5", isPlain: true },
  { command: "pick6", code: "Digit6", hint: "6", isPlain: true },
  { command: "pick7", code: "Digit7", hint: "7", isPlain: true },
  { command: "pick8", code: "Digit8", hint: "8", isPlain: true },
  { command: "pick9", code: "Digit9", hint: "9", isPlain: true },
  { command: "say1", code: "Digit5", alt: true, hint: "Alt+5" },
  { command: "say2", code: "Digit6", alt: true, hint: "Alt+6" },
  { command: "say3", code: "Digit7", alt: true, hint: "Alt+7" },
  { command: "say4", code: "Digit8", alt: true, hint: "Alt+8" },
  { command: "say5", code: "Digit9", alt: true, hint: "Alt+9" },
  { command: "say6", code: "Digit0", alt: true, hint: "Alt+0" },
  { command: "scriptBack", code: "BracketLeft", alt: true, hint: "Alt+[" },
  { command: "scriptJump", code: "BracketRight", alt: true, hint: "Alt+]" },
  { command: "dial", code: "KeyC", hint: "C", isPlain: true },
  { command: "taskDone", code: "KeyD", hint: "D", isPlain: true },
  { command: "tabBefore", code: "ArrowLeft", alt: true, hint: "Alt+←" },
  { command: "tabAfter", code: "ArrowRight", alt: true, hint: "Alt+→" },
  { command: "help", code: "F1", hint: "F1" },
];

export type KeyPress = {
  /** What the key types; `?` stands on different keys in different layouts. */
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
};

/** Return the command of a key press, or null; `isTyping` says that the focus is in a text field. */
export function commandOf(press: KeyPress, isTyping: boolean): Command | null {
  if (press.key === "?" && !isTyping) return "help";
  const ctrl = press.ctrlKey || press.metaKey;
  const code = press.code === "NumpadEnter" ? "Enter" : press.code.replace(/^Numpad(\d)$/, "Digit$1");
  const found = SHORTCUTS.find(
    (shortcut) =>
      shortcut.code === code &&
      (shortcut.ctrl ?? false) === ctrl &&
      (shortcut.shift ?? false) === press.shiftKey &&
      (shortcut.alt ?? false) === press.altKey &&
      !(shortcut.isPlain && isTyping),
  );
  return found?.command ?? null;
}

/** Return the combination shown beside a command. */
export function hintOf(command: Command): string {
  return SHORTCUTS.find((shortcut) => shortcut.command === command)?.hint ?? "";
}
