import { useText } from "@/app/text";
import { fileSize } from "@/model/fileSize";

/** Say a size in the user's language. */
export function useSizeText(): (bytes: number) => string {
  const { t, format } = useText();
  return (bytes) => {
    const { value, unit } = fileSize(bytes);
    return t(`files.${unit}`, { n: format.number(value) });
  };
}
