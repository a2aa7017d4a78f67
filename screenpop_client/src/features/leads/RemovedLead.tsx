import { Alert, Button, Group } from "@mantine/core";
import { reasonOf } from "@/app/errors";
import { useLeadRemoval } from "@/app/leadQueries";
import { notify } from "@/app/notify";
import { useText } from "@/app/text";
import type { LeadRow } from "@/wire/messages.gen";

/** Says of a removed lead why it was removed, and brings it back. */
export function RemovedLead({ lead }: { readonly lead: LeadRow }) {
  const { t, format } = useText();
  const removal = useLeadRemoval();
  if (lead.removed_at === null) return null;
  const restore = () =>
    removal.mutate(
      { lead, reason: null },
      {
        onSuccess: () => notify(t, { color: "teal", message: t("leads.restored", { id: lead.id }) }),
        onError: (error) => notify(t, { color: "red", message: reasonOf(error, t) }),
      },
    );
  return (
    <Alert color="red" variant="light" title={t("leads.removedAt", { at: format.dateTime(lead.removed_at) })}>
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <bdi className="longText">{lead.removal_reason}</bdi>
        <Button size="xs" variant="default" loading={removal.isPending} onClick={restore}>
          {t("leads.restore")}
        </Button>
      </Group>
    </Alert>
  );
}
