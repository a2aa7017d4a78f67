/** What a key combination asks for. */
export type Command =
  | "accept"
  | "interest"
  | "deal"
  | "contact"
  | "skip"
  | "history"
  | "newInterest"
  | "pause"
  | "wrapUp"
  | "pin"
  | "hangUp"
  | "mute"
  /** Of the card's fields: what the directory has, what a dictionary has; of a list: its extra functions. */
  | "pickRecord"
  | "extra"
  | "openList"
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
  { command: "contact", code: "KeyL", ctrl: true, shift: true, hint: "Ctrl+Shift+L" },
  { command: "skip", code: "KeyX", ctrl: true, shift: true, hint: "Ctrl+Shift+X" },
  { command: "history", code: "KeyF", ctrl: true, shift: true, hint: "Ctrl+Shift+F" },
  { command: "newInterest", code: "KeyU", ctrl: true, shift: true, hint: "Ctrl+Shift+U" },
  { command: "pause", code: "KeyP", ctrl: true, shift: true, hint: "Ctrl+Shift+P" },
  { command: "wrapUp", code: "KeyE", ctrl: true, shift: true, hint: "Ctrl+Shift+E" },
  { command: "pin", code: "KeyY", ctrl: true, shift: true, hint: "Ctrl+Shift+Y" },
  { command: "hangUp", code: "KeyH", ctrl: true, shift: true, hint: "Ctrl+Shift+H" },
  { command: "mute", code: "KeyM", ctrl: true, shift: true, hint: "Ctrl+Shift+M" },
  { command: "pickRecord", code: "F2", hint: "F2" },
  { command: "extra", code: "F3", hint: "F3" },
  { command: "openList", code: "F4", hint: "F4" },
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

/** Every command that a key can be chosen for, in the order of the page that shows them. */
export const COMMANDS: readonly Command[] = [...new Set(SHORTCUTS.map(({ command }) => command))];

/** What the browser keeps to itself or moves the focus by; the server refuses the same (crm/key_binding.py). */
const RESERVED: ReadonlySet<string> = new Set([
  ...["N", "T", "W"].flatMap((letter) => [`Ctrl+Key${letter}`, `Ctrl+Shift+Key${letter}`]),
  ..."Ctrl+KeyR Ctrl+Tab Ctrl+Shift+Tab Tab Shift+Tab Alt+F4 F5 F11 F12".split(" "),
]);

/** The keys that an operator chose: a command and its combination, such as `Ctrl+Shift+KeyB`. */
export type Bindings = ReadonlyMap<Command, string>;

const COMBINATION = /^(Ctrl\+)?(Alt\+)?(Shift\+)?([A-Z][A-Za-z0-9]*)$/;
const NAMES: Readonly<Record<string, string>> = {
  Escape: "Esc",
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
  Slash: "/",
  Backslash: "\\",
  Comma: ",",
  Period: ".",
  Minus: "-",
  Equal: "=",
};

let chosen: Bindings = new Map();
let bound: readonly Shortcut[] = SHORTCUTS;

/** Read the line in which the server keeps them; what is unknown is passed over. */
export function readBindings(text: string): Bindings {
  const pairs = text.split(";").map((part) => part.split("=") as [Command, string?]);
  return new Map(
    pairs.flatMap(([command, combination = ""]) =>
      COMMANDS.includes(command) && COMBINATION.test(combination) ? [[command, combination] as const] : [],
    ),
  );
}

export function writeBindings(bindings: Bindings): string {
  return [...bindings].map(([command, combination]) => `${command}=${combination}`).join(";");
}

/** From now on these keys hold; a command that has none of its own keeps what it came with. */
export function bindKeys(bindings: Bindings): void {
  chosen = bindings;
  const own = [...bindings].flatMap(([command, combination]) => shortcutOf(command, combination) ?? []);
  bound = [...own, ...SHORTCUTS.filter(({ command }) => !bindings.has(command))];
}

/** The keys that hold beside those that commands came with. */
export function chosenKeys(): Bindings {
  return chosen;
}

function shortcutOf(command: Command, combination: string): Shortcut | null {
  const [, ctrl, alt, shift, code] = COMBINATION.exec(combination) ?? [];
  if (code === undefined) return null;
  const isPlain = !ctrl && !alt && !/^(F\d+|Escape)$/.test(code);
  const name = NAMES[code] ?? code.replace(/^(Key|Digit)/, "");
  const hint = [ctrl && "Ctrl", alt && "Alt", shift && "Shift", name].filter(Boolean).join("+");
  return { command, code, hint, isPlain, ctrl: Boolean(ctrl), alt: Boolean(alt), shift: Boolean(shift) };
}

/** What a press that is to become a command's key comes to. */
export type Choice =
  | { readonly kind: "unfinished" }
  | { readonly kind: "reserved"; readonly hint: string }
  | { readonly kind: "taken"; readonly hint: string; readonly by: Command }
  | { readonly kind: "chosen"; readonly bindings: Bindings };

const MODIFIERS = /^(Control|Shift|Alt|Meta|OS|Fn|CapsLock|NumLock)/;

/** Choose a key for a command by pressing it. */
export function chooseKey(command: Command, press: KeyPress): Choice {
  const code = placeOf(press);
  if (code === "" || MODIFIERS.test(code)) return { kind: "unfinished" };
  const held = [
    press.ctrlKey || press.metaKey ? "Ctrl+" : "",
    press.altKey ? "Alt+" : "",
    press.shiftKey ? "Shift+" : "",
  ];
  const combination = held.join("") + code;
  const hint = shortcutOf(command, combination)?.hint ?? combination;
  if (RESERVED.has(combination) || !COMBINATION.test(combination)) return { kind: "reserved", hint };
  const other = bound.find((shortcut) => shortcut.command !== command && isPressed(shortcut, press));
  if (other) return { kind: "taken", hint, by: other.command };
  return { kind: "chosen", bindings: new Map([...chosen, [command, combination]]) };
}

/** Give a command back the key it came with, also from another that was given it meanwhile. */
export function resetKey(command: Command): Bindings {
  const original = new Set(SHORTCUTS.filter((one) => one.command === command).map(combinationOf));
  return new Map([...chosen].filter(([other, combination]) => other !== command && !original.has(combination)));
}

function combinationOf({ ctrl, alt, shift, code }: Shortcut): string {
  return [ctrl ? "Ctrl+" : "", alt ? "Alt+" : "", shift ? "Shift+" : "", code].join("");
}

export type KeyPress = {
  /** What the key types; `?` stands on different keys in different layouts. */
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
};

function placeOf({ code }: KeyPress): string {
  return code === "NumpadEnter" ? "Enter" : code.replace(/^Numpad(\d)$/, "Digit$1");
}

function isPressed(shortcut: Shortcut, press: KeyPress): boolean {
  return (
    shortcut.code === placeOf(press) &&
    (shortcut.ctrl ?? false) === (press.ctrlKey || press.metaKey) &&
    (shortcut.shift ?? false) === press.shiftKey &&
    (shortcut.alt ?? false) === press.altKey
  );
}

/** Return the command of a key press, or null; `isTyping` says that the focus is in a text field. */
export function commandOf(press: KeyPress, isTyping: boolean): Command | null {
  if (press.key === "?" && !isTyping) return "help";
  const found = bound.find((shortcut) => isPressed(shortcut, press) && !(shortcut.isPlain && isTyping));
  return found?.command ?? null;
}

/** Return the combination shown beside a command. */
export function hintOf(command: Command): string {
  return bound.find((shortcut) => shortcut.command === command)?.hint ?? "";
}
