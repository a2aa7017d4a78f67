import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useCalls, useLeads } from "@/app/queries";
import { hrefTo } from "@/app/router";
import { useText } from "@/app/text";
import { useNewInterest } from "@/app/useNewInterest";
import { CallsTable } from "@/ui/CallsTable";
import { LeadsBrief } from "@/ui/LeadsBrief";
import { PageHead, Panel } from "@/ui/Panel";
import { Await, Empty } from "@/ui/States";
import classes from "./DeskPage.module.css";
import { DraftsPanel } from "./DraftsPanel";
import { LiveCallsPanel } from "./LiveCallsPanel";
import { TeamPanel } from "./TeamPanel";

const RECENT = 12;

/** The operator's own page: what was just on the phone, what was recorded, what is not finished. */
export function DeskPage() {
  const { t } = useText();
  const newInterest = useNewInterest();
  const calls = useCalls({ mine: true }, undefined, RECENT);
  const leads = useLeads({}, RECENT);
  const callRows = calls.data?.pages[0]?.rows ?? [];
  const leadRows = leads.data?.pages[0]?.rows ?? [];
  return (
    <>
      <PageHead title={t("desk.title")} />
      <div className={classes.grid}>
        <div className={classes.lists}>
          <LiveCallsPanel />
          <TeamPanel />
          <Panel title={t("desk.recentCalls")} aside={<a href={hrefTo({ page: "calls" })}>{t("desk.allCalls")}</a>}>
            <Await query={calls}>
              {callRows.length === 0 ? (
                <Empty title={t("calls.empty")} hint={t("calls.emptyHint")} />
              ) : (
                <CallsTable label={t("desk.recentCalls")} rows={callRows} view="desk" />
              )}
            </Await>
          </Panel>
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
