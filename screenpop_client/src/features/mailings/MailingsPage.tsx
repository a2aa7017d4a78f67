import { Anchor, Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { hrefTo, type Route } from "@/app/router";
import { useSession } from "@/app/session";
import { useText } from "@/app/text";
import { useNewMailing } from "@/app/useNewMailing";
import { useListAddress } from "@/ui/list/ListPage";
import { ListView } from "@/ui/list/ListView";

/** R27: every mailing, of events and by itself. */
export function MailingsPage({ route }: { route: Route }) {
  const { t } = useText();
  const { role } = useSession().me.operator;
  const { state, setState, title } = useListAddress("mailing", route);
  const create = useNewMailing();
  const mayWrite = role === "manager" || role === "admin";
  return (
    <div className="listPage">
      <ListView
        entity="mailing"
        state={state}
        onState={setState}
        head={
          <>
            <h1>{title}</h1>
            {mayWrite && (
              <Button
                size="xs"
                leftSection={<IconPlus size={14} aria-hidden="true" />}
                loading={create.isPending}
                onClick={() => create.mutate({})}
              >
                {t("mailing.new")}
              </Button>
            )}
            <Anchor size="sm" href={hrefTo({ page: "mailing_templates" })}>
              {t("mailing.templates")}
            </Anchor>
          </>
        }
      />
    </div>
  );
}
