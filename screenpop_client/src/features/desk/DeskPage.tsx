import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useLeads } from "@/app/queries";
import { hrefTo } from "@/app/router";
import { useText } from "@/app/text";
import { useNewInterest } from "@/app/useNewInterest";
import { LeadsBrief } from "@/ui/LeadsBrief";
import { PageHead, Panel } from "@/ui/Panel";
import { Await, Empty } from "@/ui/States";
import classes from "./DeskPage.module.css";
import { DraftsPanel } from "./DraftsPanel";
import { LiveCallsPanel } from "./LiveCallsPanel";
import { RecentCalls } from "./RecentCalls";
import { TeamPanel } from "./TeamPanel";

const RECENT = 12;

/** The operator's own page: what was just on the phone, what was recorded, what is not finished. */
export function DeskPage() {
  const { t } = useText();
  const newInterest = useNewInterest();
  const leads = useLeads({}, RECENT);
  const leadRows = leads.data?.pages[0]?.rows ?? [];
  return (
    <>
      <PageHead title={t("desk.title")} />
      <div className={classes.grid}>
        <div className={classes.lists}>
          <LiveCallsPanel />
          <TeamPanel />
          <RecentCalls />
          <Panel title={t("desk.recentLeads")} aside={<a href={hrefTo({ page: "leads" })}>{t("desk.allLeads")}</a>}>
            <Await query={leads}>
              {leadRows.length === 0 ? (
                <Empty
                  title={t("leads.empty")}
                  hint={t("leads.emptyHint")}
                  action={
                    <Button
                      size="xs"
                      mt="xs"
                      variant="default"
                      leftSection={<IconPlus size={15} />}
                      onClick={() => newInterest()}
                    >
                      {t("desk.newInterest")}
                    </Button>
                  }
                />
              ) : (
                <LeadsBrief rows={leadRows} isDesk />
              )}
            </Await>
          </Panel>
        </div>
        <DraftsPanel />
      </div>
    </>
  );
}
