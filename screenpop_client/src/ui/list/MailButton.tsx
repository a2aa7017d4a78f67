import { Button } from "@mantine/core";
import { IconMail } from "@tabler/icons-react";
import { useText } from "@/app/text";
import { useNewMailing } from "@/app/useNewMailing";
import type { FilterNode } from "@/model/listFilter";

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
    <Button
      size={isSmall ? "compact-xs" : "xs"}
      variant="default"
      loading={create.isPending}
      leftSection={<IconMail size={14} aria-hidden="true" />}
      onClick={() => create.mutate({ audience: JSON.stringify(audience) })}
    >
      {t("mailing.new")}
    </Button>
  );
}
