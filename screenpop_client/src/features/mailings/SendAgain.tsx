import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { reasonOf } from "@/app/errors";
import { refreshRecordLists } from "@/app/listQueries";
import { notify } from "@/app/notify";
import { useText } from "@/app/text";
import { mailingApi } from "@/wire/mailingApi";

type SendAgainProps = { readonly mailingId: number; readonly recipientId: number | null };

/** A letter that failed, or went nobody knows where, is tried again only when somebody says so. */
export function SendAgain({ mailingId, recipientId }: SendAgainProps) {
  const { t } = useText();
  const client = useQueryClient();
  const again = useMutation({
    mutationFn: (id: number) => mailingApi.again(mailingId, id),
    onSuccess: (progress) => {
      client.setQueryData(["mailings", mailingId, "progress"], progress);
      void refreshRecordLists(client);
      notify(t, { color: "green", message: t("mailing.againDone") });
    },
    onError: (error) => notify(t, { color: "red", message: reasonOf(error, t) }),
  });
  return (
    <Button
      size="xs"
      variant="default"
      disabled={recipientId === null}
      loading={again.isPending}
      onClick={() => recipientId !== null && again.mutate(recipientId)}
    >
      {t("mailing.again")}
    </Button>
  );
}
