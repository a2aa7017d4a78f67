import { Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { reasonOf } from "@/app/errors";
import { useLeadRemoval } from "@/app/leadQueries";
import { useSession } from "@/app/session";
import { useText } from "@/app/text";
import type { LeadRow } from "@/wire/messages.gen";

const MAX_REASON = 1000;

type LeadProps = { readonly lead: LeadRow };

/** R54: a lead goes out of the lists by an administrator alone, who is asked why. */
export function RemoveLead({ lead }: LeadProps) {
  const { t } = useText();
  const { me } = useSession();
  const [isAsked, setAsked] = useState(false);
  if (me.operator.role !== "admin" || lead.removed_at !== null) return null;
  return (
    <>
      <Button size="sm" variant="subtle" color="red" onClick={() => setAsked(true)}>
        {t("leads.remove")}
      </Button>
      {isAsked && <RemovalDialog lead={lead} onClose={() => setAsked(false)} />}
    </>
  );
}

function RemovalDialog({ lead, onClose }: LeadProps & { readonly onClose: () => void }) {
  const { t } = useText();
  const removal = useLeadRemoval();
  const [reason, setReason] = useState("");
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("leads.remove.title", { id: lead.id })}
      closeButtonProps={{ "aria-label": t("common.close") }}
      centered
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          removal.mutate({ lead, reason }, { onSuccess: onClose });
        }}
      >
        <Stack gap="sm">
          <Text size="sm">{t("leads.remove.goes")}</Text>
          <Text size="sm">{t("leads.remove.stays")}</Text>
          <Textarea
            label={t("leads.remove.reason")}
            value={reason}
            maxLength={MAX_REASON}
            autosize
            minRows={2}
            maxRows={6}
            required
            data-autofocus
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          {removal.error !== null && (
            <Text c="red" size="sm" role="alert">
              {reasonOf(removal.error, t)}
            </Text>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button type="submit" color="red" loading={removal.isPending} disabled={reason.trim() === ""}>
              {t("leads.remove.sure")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
