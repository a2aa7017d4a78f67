import { Button } from "@mantine/core";
import { useListMeta } from "@/app/listQueries";
import { useText } from "@/app/text";
import { useNewRound } from "@/app/useNewRound";
import type { FilterNode } from "@/model/listFilter";

type RoundButtonProps = {
  readonly entity: string;
  readonly filter: FilterNode | null;
  readonly search?: string;
  readonly isSmall?: boolean;
};

/** R55: make a call round of the people of these rows. */
export function RoundButton({ entity, filter, search = "", isSmall = false }: RoundButtonProps) {
  const { zone } = useText();
  const audience = {
    to: `${entity}s`,
    zone,
    ...(filter === null ? {} : { filter }),
    ...(search === "" ? {} : { search }),
  };
  return <Make fields={{ audience: JSON.stringify(audience) }} isSmall={isSmall} />;
}

/** A call round of the participants of an event. */
export function ParticipantsRound({ campaignId }: { readonly campaignId: number }) {
  const meta = useListMeta("call_round");
  if (!meta?.rights.may_create) return null;
  return <Make fields={{ campaign: campaignId, audience: JSON.stringify({ to: "participants" }) }} isSmall={false} />;
}

type MakeProps = { readonly fields: Readonly<Record<string, unknown>>; readonly isSmall: boolean };

function Make({ fields, isSmall }: MakeProps) {
  const { t } = useText();
  const create = useNewRound();
  return (
    <Button
      size={isSmall ? "compact-xs" : "xs"}
      variant="default"
      loading={create.isPending}
      onClick={() => create.mutate(fields)}
    >
      {t("round.new")}
    </Button>
  );
}
