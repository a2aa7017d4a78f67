import type { ReactNode } from "react";
import { useCall } from "@/app/queries";
import { hrefTo } from "@/app/router";
import { useText } from "@/app/text";
import { duration } from "@/model/datetime";
import { readablePhone } from "@/model/phone";
import { CallBackButton } from "@/ui/CallBackButton";
import { CopiedPhone } from "@/ui/CopiedPhone";
import { LeadCell } from "@/ui/callColumns";
import { CampaignLink, Organization, RowLink } from "@/ui/links";
import { Outcome } from "@/ui/Outcome";
import { PageHead, Panel } from "@/ui/Panel";
import { Phone } from "@/ui/Phone";
import { Await } from "@/ui/States";
import type { CallRow } from "@/wire/messages.gen";
import { AudioPanel } from "./AudioPanel";
import classes from "./calls.module.css";
import { LegsPanel } from "./LegsPanel";
import { TraceButton } from "./TraceButton";

/** One call: facts, its phones over time, and the ways to its person, campaign, lead and call back. */
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
      <Await query={call}>
        {call.data && (
          <div className="twoPanels">
            <Facts call={call.data} />
            <div className={classes.column}>
              <AudioPanel call={call.data} />
              <LegsPanel call={call.data} />
            </div>
          </div>
        )}
      </Await>
    </>
  );
}

function Facts({ call }: { call: CallRow }) {
  const { t, format } = useText();
  const seconds = (value: number) => (value > 0 ? duration(value) : "");
  const rows: readonly (readonly [string, ReactNode])[] = [
    [t("calls.direction"), t(`card.${call.direction}`)],
    [t("calls.outcome"), <Outcome key="outcome" outcome={call.outcome} />],
    [t("calls.number"), <CallNumber key="number" call={call} />],
    [t("calls.who"), <RowLink key="p" page="persons" id={call.person_id} text={call.person || call.caller_name} />],
    [
      t("leads.organization"),
      <Organization key="o" id={call.organization_id} name={call.organization} isPrivate={false} />,
    ],
    [t("calls.campaign"), <CampaignLink key="c" id={call.campaign_id} name={call.campaign} />],
    [t("calls.lead"), <LeadCell key="lead" call={call} />],
    [t("calls.line"), call.did && <Phone key="did" number={call.did} />],
    [t("callPage.trunk"), call.trunk],
    [t("callLog.filter.queue"), call.queue],
    [t("calls.operator"), call.operator],
    [t("calls.at"), format.dateTime(call.started_at)],
    [t("callPage.answered"), format.dateTime(call.answered_at)],
    [t("callPage.ended"), format.dateTime(call.ended_at)],
    [t("callPage.hungUpBy"), call.hung_up_by && t(`callPage.hungUpBy.${call.hung_up_by}`)],
    [t("calls.wait"), seconds(call.wait_seconds)],
    [t("callPage.ringSeconds"), seconds(call.ring_seconds)],
    [t("calls.talk"), seconds(call.talk_seconds)],
    [t("callPage.hold"), seconds(call.hold_seconds)],
    [t("callPage.calledBack"), <CalledBack key="back" call={call} />],
  ];
  return (
    <Panel title={t("callPage.facts")}>
      <dl className="facts">
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value || t("common.none")}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

function CallNumber({ call }: { call: CallRow }) {
  const { t } = useText();
  if (!call.number) return <span>{t("card.withheld")}</span>;
  return (
    <>
      <CopiedPhone number={call.number} />
      <a href={hrefTo({ page: "calls", params: { number: call.number } })}>{t("callPage.otherCalls")}</a>
    </>
  );
}

function CalledBack({ call }: { call: CallRow }) {
  const { t, format } = useText();
  if (call.is_missed_open) {
    return (
      <>
        <span>{t("callPage.notCalledBack")}</span> <CallBackButton number={call.number} />
      </>
    );
  }
  if (!call.called_back_by) return <span>{t("common.none")}</span>;
  return <a href={hrefTo({ page: "calls", id: call.called_back_by })}>{format.dateTime(call.called_back_at)}</a>;
}
