import { Tabs } from "@mantine/core";
import { useCall } from "@/app/queries";
import { navigate, useRoute } from "@/app/router";
import { useText } from "@/app/text";
import { readablePhone } from "@/model/phone";
import { PageHead } from "@/ui/Panel";
import { Await } from "@/ui/States";
import type { CallRow } from "@/wire/messages.gen";
import { AudioPanel } from "./AudioPanel";
import { CallFacts } from "./CallFacts";
import { CallLead } from "./CallLead";
import classes from "./calls.module.css";
import { LegsPanel } from "./LegsPanel";
import { TalkPanel } from "./TalkPanel";
import { TraceButton } from "./TraceButton";

const TABS = ["call", "lead"] as const;
type Tab = (typeof TABS)[number];

/** One call: what is known of it, its course over time, and what was made of it. */
export function CallPage({ callId }: { callId: string }) {
  const { t } = useText();
  const call = useCall(callId);
  const number = call.data?.number ? readablePhone(call.data.number) : "";
  return (
    <>
      <PageHead title={t("callPage.title", { number })}>
        <span style={{ flex: 1 }} />
        <TraceButton callId={callId} />
      </PageHead>
      <Await query={call}>{call.data && <Parts call={call.data} />}</Await>
    </>
  );
}

function Parts({ call }: { call: CallRow }) {
  const { t } = useText();
  const asked = useRoute().params.get("tab");
  const tab: Tab = asked === "lead" ? "lead" : "call";
  const go = (to: Tab) => navigate({ page: "calls", id: call.call_id, params: to === "call" ? {} : { tab: to } });
  const titles: Readonly<Record<Tab, string>> = {
    call: t("callPage.tab.call"),
    lead: call.lead_id === null ? t("callPage.tab.lead") : `${t("callPage.tab.lead")} №${call.lead_id}`,
  };
  return (
    <>
      {call.is_partial && (
        <p role="note" className={classes.partial}>
          <strong>{t("callPage.partial")}.</strong> {t("callPage.partialHint")}
        </p>
      )}
      <Tabs value={tab} onChange={(to) => go(to as Tab)} keepMounted={false}>
        <Tabs.List mb="sm">
          {TABS.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {titles[one]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="call">
          <div className={classes.panels}>
            <CallFacts call={call} />
            <div className={classes.column}>
              <AudioPanel call={call} />
              <LegsPanel call={call} />
              <TalkPanel callId={call.call_id} />
            </div>
          </div>
        </Tabs.Panel>
        <Tabs.Panel value="lead">
          <CallLead call={call} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
