import { IconMail } from "@tabler/icons-react";
import { useText } from "@/app/text";
import { useNewMailing } from "@/app/useNewMailing";
import type { FilterNode } from "@/model/listFilter";
import { BarButton } from "./BarButton";

type MailButtonProps = {
  readonly entity: string;
  readonly filter: FilterNode | null;
  readonly search?: string;
  readonly isSmall?: boolean;
};

/** R55: make a mailing to the people of these rows. */
export function MailButton({ entity, filter, search = "", isSmall = false }: MailButtonProps) {
  const { t, zone } = useText();
  const create = useNewMailing();
  const audience = {
    to: `${entity}s`,
    zone,
    ...(filter === null ? {} : { filter }),
    ...(search === "" ? {} : { search }),
  };
  return (
    <BarButton
      label={t("mailing.new")}
      icon={<IconMail size={14} aria-hidden="true" />}
      isSmall={isSmall}
      isIcon={!isSmall}
      loading={create.isPending}
      onClick={() => create.mutate({ audience: JSON.stringify(audience) })}
    />
  );
}
