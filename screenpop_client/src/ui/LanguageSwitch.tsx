import { SegmentedControl } from "@mantine/core";
import { useText } from "@/app/text";
import type { Language } from "@/wire/messages.gen";

/** The language of the interface, each named in itself. */
export function LanguageSwitch({ isShort = false }: { readonly isShort?: boolean }) {
  const { t, language, setLanguage } = useText();
  return (
    <SegmentedControl
      size="xs"
      aria-label={t("settings.language")}
      value={language}
      onChange={(value) => setLanguage(value as Language)}
      data={[
        { value: "ru", label: isShort ? "RU" : "Русский" },
        { value: "en", label: isShort ? "EN" : "English" },
      ]}
    />
  );
}
