import { createContext, type ReactNode, useContext, useMemo } from "react";
import { makeFormat, type TextFormat } from "@/i18n/format";
import { type MessageKey, type Params, translate } from "@/i18n/translate";
import type { Language } from "@/wire/messages.gen";

export type Say = (key: MessageKey, params?: Params) => string;

export type TextTools = {
  readonly language: Language;
  readonly zone: string;
  readonly setLanguage: (language: Language) => void;
  readonly t: Say;
  readonly format: TextFormat;
};

const TextContext = createContext<TextTools | null>(null);

type TextProviderProps = {
  readonly language: Language;
  readonly zone: string;
  readonly onLanguage: (language: Language) => void;
  readonly children: ReactNode;
};

export function TextProvider({ language, zone, onLanguage, children }: TextProviderProps) {
  const tools = useMemo<TextTools>(
    () => ({
      language,
      zone,
      setLanguage: onLanguage,
      t: (key, params) => translate(language, key, params),
      format: makeFormat(language, zone),
    }),
    [language, zone, onLanguage],
  );
  return <TextContext value={tools}>{children}</TextContext>;
}

/** The interface's texts and dates in the operator's language and time zone. */
export function useText(): TextTools {
  const tools = useContext(TextContext);
  if (!tools) throw new Error("no texts above");
  return tools;
}
