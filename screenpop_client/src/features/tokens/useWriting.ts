import { useMutation, useQueryClient } from "@tanstack/react-query";
import { reasonOf } from "@/app/errors";
import { notify } from "@/app/notify";
import { useText } from "@/app/text";
import { ApiError } from "@/wire/http";

/** Write something and fetch the list of its kind again; a refusal without fields is told in the corner. */
export function useWriting<Sent, Told>(
  kind: string,
  write: (sent: Sent) => Promise<Told>,
  onDone?: (told: Told) => void,
) {
  const { t } = useText();
  const client = useQueryClient();
  return useMutation({
    mutationFn: write,
    onSuccess: (told) => {
      void client.invalidateQueries({ queryKey: ["programs", kind] });
      onDone?.(told);
    },
    onError: (error) => {
      if (!(error instanceof ApiError && Object.keys(error.info.fields).length > 0))
        notify(t, { color: "red", message: reasonOf(error, t) });
    },
  });
}

/** What is wrong with a field, undefined when nothing is. */
export function mistakeOf(error: unknown, field: string): string | undefined {
  return error instanceof ApiError ? error.info.fields[field]?.message : undefined;
}
