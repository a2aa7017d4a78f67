import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useSession } from "@/app/session";
import { useText } from "@/app/text";
import { useNewMailing } from "@/app/useNewMailing";
import { equals } from "@/model/listFilter";
import { type ListState, WHOLE } from "@/model/listState";
import { ListView } from "@/ui/list/ListView";

type MailingsTabProps = { readonly campaignId: number };

/** «Рассылки» of an event (R27): its list, and the way to a new one. */
export function MailingsTab({ campaignId }: MailingsTabProps) {
  const fixed = useMemo(() => equals("campaign", campaignId), [campaignId]);
  const [state, setState] = useState<ListState>(WHOLE);
  return (
    <ListView
      entity="mailing"
      state={state}
      onState={setState}
      fixed={fixed}
      head={<NewMailing campaignId={campaignId} />}
    />
  );
}

function NewMailing({ campaignId }: MailingsTabProps) {
  const { t } = useText();
  const { me } = useSession();
  const create = useNewMailing();
  if (me.operator.role !== "manager" && me.operator.role !== "admin") return null;
  return (
    <Button
      size="xs"
      variant="light"
      leftSection={<IconPlus size={14} aria-hidden="true" />}
      loading={create.isPending}
      onClick={() => create.mutate({ campaign: campaignId, audience: JSON.stringify({ to: "participants" }) })}
    >
      {t("mailing.new")}
    </Button>
  );
}
