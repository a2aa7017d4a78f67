import type { Language } from "@/wire/messages.gen";
import { en } from "./en";
import { ru } from "./ru";

export type MessageKey = keyof typeof ru;
export type Messages = Readonly<Record<MessageKey, string>>;
export type Params = Readonly<Record<string, string | number>>;

const LANGUAGES: Readonly<Record<Language, Messages>> = { ru, en };

/** Say a text in a language; `{name}` is replaced by the parameter of that name. */
export function translate(language: Language, key: MessageKey, params?: Params): string {
  const text = LANGUAGES[language][key];
  if (params === undefined) return text;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}

/** Say whether a text exists; for keys made from codes of the server. */
export function isMessage(key: string): key is MessageKey {
  return Object.hasOwn(ru, key);
}
