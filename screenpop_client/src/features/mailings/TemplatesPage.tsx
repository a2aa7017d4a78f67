import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import type { Route } from "@/app/router";
import { useSession } from "@/app/session";
import { useText } from "@/app/text";
import { useNewMailing } from "@/app/useNewMailing";
import { useListAddress } from "@/ui/list/ListPage";
import { ListView } from "@/ui/list/ListView";

/** The dictionary of mailing templates. */
export function TemplatesPage({ route }: { route: Route }) {
  const { t, language } = useText();
  const { me } = useSession();
  const { state, setState, title } = useListAddress("mailing_template", route);
  const create = useNewMailing("mailing_template");
  const mayWrite = me.operator.role === "manager" || me.operator.role === "admin";
  return (
    <div className="listPage">
      <ListView
        entity="mailing_template"
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
                onClick={() => create.mutate({ language })}
              >
                {t("mailing.newTemplate")}
              </Button>
            )}
          </>
        }
      />
    </div>
  );
}
