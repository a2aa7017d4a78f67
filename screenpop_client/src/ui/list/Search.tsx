import { CloseButton, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useText } from "@/app/text";

const SEARCH_AFTER_MS = 300;

type SearchProps = { readonly value: string; readonly width?: number; readonly onSearch: (text: string) => void };

/** Words that a row must have: asked a moment after the last key. */
export function Search({ value, width = 180, onSearch }: SearchProps) {
  const { t } = useText();
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only typing asks, after a moment
  useEffect(() => {
    if (typed === value) return;
    const waiting = setTimeout(() => onSearch(typed), SEARCH_AFTER_MS);
    return () => clearTimeout(waiting);
  }, [typed]);
  return (
    <TextInput
      type="search"
      size="xs"
      w={width}
      aria-label={t("list.search")}
      placeholder={t("list.search")}
      maxLength={200}
      leftSection={<IconSearch size={14} aria-hidden="true" />}
      rightSection={
        typed ? <CloseButton size="xs" aria-label={t("common.clear")} onClick={() => onSearch("")} /> : undefined
      }
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  );
}
