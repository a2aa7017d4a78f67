import { IconPhoneCalling } from "@tabler/icons-react";
import { useListMeta } from "@/app/listQueries";
import { useText } from "@/app/text";
import { useNewRound } from "@/app/useNewRound";
import type { FilterNode } from "@/model/listFilter";
import { BarButton } from "./BarButton";

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
  return <Make fields={{ audience: JSON.stringify(audience) }} isSmall={isSmall} isIcon={!isSmall} />;
}

/** A call round of the participants of an event. */
export function ParticipantsRound({ campaignId }: { readonly campaignId: number }) {
  const meta = useListMeta("call_round");
  if (!meta?.rights.may_create) return null;
  return (
    <Make
      fields={{ campaign: campaignId, audience: JSON.stringify({ to: "participants" }) }}
      isSmall={false}
      isIcon={false}
    />
  );
}

type MakeProps = {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly isSmall: boolean;
  readonly isIcon: boolean;
};

function Make({ fields, isSmall, isIcon }: MakeProps) {
  const { t } = useText();
  const create = useNewRound();
  return (
    <BarButton
      label={t("round.new")}
      icon={<IconPhoneCalling size={14} aria-hidden="true" />}
      isSmall={isSmall}
      isIcon={isIcon}
      loading={create.isPending}
      onClick={() => create.mutate(fields)}
    />
  );
}
