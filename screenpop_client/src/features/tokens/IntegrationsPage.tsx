import { Tabs } from "@mantine/core";
import { useSession } from "@/app/session";
import { useText } from "@/app/text";
import { PageHead } from "@/ui/Panel";
import { Empty } from "@/ui/States";
import { FormsPanel } from "./FormsPanel";
import { TokensPanel } from "./TokensPanel";
import classes from "./tokens.module.css";
import { WebhooksPanel } from "./WebhooksPanel";

/** R52, R71: how programs and web sites bring leads, and who is told what happened; an admin's page. */
export function IntegrationsPage() {
  const { t } = useText();
  const { me } = useSession();
  if (me.operator.role !== "admin") return <Empty title={t("programs.adminsOnly")} />;
  return (
    <>
      <PageHead title={t("programs.title")} />
      <Tabs defaultValue="tokens" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="tokens">{t("programs.tokens")}</Tabs.Tab>
          <Tabs.Tab value="forms">{t("programs.forms")}</Tabs.Tab>
          <Tabs.Tab value="webhooks">{t("programs.webhooks")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="tokens" className={classes.tab}>
          <TokensPanel />
        </Tabs.Panel>
        <Tabs.Panel value="forms" className={classes.tab}>
          <FormsPanel />
        </Tabs.Panel>
        <Tabs.Panel value="webhooks" className={classes.tab}>
          <WebhooksPanel />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
