import { isMessage } from "@/i18n/translate";
import { useText } from "./text";

/** Say how much of each kind is moved or touched, such as «лиды: 2, звонки: 3». */
export function useMovedWords(): (moved: Readonly<Record<string, number>>) => string {
  const { t, format } = useText();
  return (moved) =>
    Object.entries(moved)
      .map(([kind, count]) => {
        const key = `duplicates.moved.${kind}`;
        return `${isMessage(key) ? t(key) : kind}: ${format.number(count)}`;
      })
      .join(", ");
}
