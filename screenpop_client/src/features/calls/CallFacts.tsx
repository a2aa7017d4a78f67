import type { ReactNode } from "react";
import { useCallMoments } from "@/app/queries";
import { hrefTo } from "@/app/router";
import { useText } from "@/app/text";
import { useNow } from "@/app/workspace";
import { isMessage } from "@/i18n/translate";
import { duration } from "@/model/datetime";
import { CallBackButton } from "@/ui/CallBackButton";
import { CopiedPhone } from "@/ui/CopiedPhone";
import { LeadCell } from "@/ui/callColumns";
import { Organization, RowLink } from "@/ui/links";
import { Outcome } from "@/ui/Outcome";
import { Panel } from "@/ui/Panel";
import { Phone } from "@/ui/Phone";
import type { CallRow } from "@/wire/messages.gen";
import { queueSeconds } from "./callMoments";
import { callTime } from "./legBars";

/** All that is known of one call, with the ways to its person, campaign, lead and call back. */
export function CallFacts({ call }: { call: CallRow }) {
  const { t, format } = useText();
  const moments = useCallMoments(call.call_id).data ?? [];
  const now = useNow(call.ended_at ? 3_600_000 : 1000);
  const seconds = (value: number) => (value > 0 ? duration(value) : "");
  const rows: readonly (readonly [string, ReactNode])[] = [
    [t("calls.direction"), t(`card.${call.direction}`)],
    [t("calls.outcome"), <Outcome key="outcome" outcome={call.outcome} />],
    [t("callPage.cause"), <Cause key="cause" cause={call.cause} />],
    [t("calls.number"), <CallNumber key="number" call={call} />],
    [t("calls.who"), <RowLink key="p" page="persons" id={call.person_id} text={call.person || call.caller_name} />],
    [
      t("leads.organization"),
      <Organization key="o" id={call.organization_id} name={call.organization} isPrivate={false} />,
    ],
    [t("calls.campaign"), <RowLink key="c" page="campaigns" id={call.campaign_id} text={call.campaign} />],
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
    [t("callPage.queueWait"), seconds(queueSeconds(moments, callTime(call, now)))],
    [t("callPage.ringSeconds"), seconds(call.ring_seconds)],
    [t("calls.talk"), seconds(call.talk_seconds)],
    [t("callPage.hold"), seconds(call.hold_seconds)],
    [t("callPage.transfers"), call.transfers || ""],
    [t("callPage.calledBack"), <CalledBack key="back" call={call} />],
    ...(call.is_recovered ? [[t("calls.recovered"), t("calls.recoveredHint")] as const] : []),
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

/** Why the network says that the call ended, in plain words where the code has some. */
function Cause({ cause }: { cause: number }) {
  const { t } = useText();
  if (cause === 0) return <span>{t("common.none")}</span>;
  const key = `cause.${cause}`;
  return <span>{isMessage(key) ? `${t(key)} · ${cause}` : cause}</span>;
}

function CallNumber({ call }: { call: CallRow }) {
  const { t } = useText();
  if (!call.number) return <span>{t("card.withheld")}</span>;
  return (
    <>
      <CopiedPhone number={call.number} of={{ kind: "call", id: call.call_id }} />
      <a href={hrefTo({ page: "calls", params: { number: call.number } })}>{t("callPage.otherCalls")}</a>
    </>
  );
}

function CalledBack({ call }: { call: CallRow }) {
  const { t, format } = useText();
  if (call.is_missed_open) {
    return (
      <>
        <span>{t("callPage.notCalledBack")}</span>{" "}
        <CallBackButton number={call.number} of={{ kind: "call", id: call.call_id }} />
      </>
    );
  }
  if (!call.called_back_by) return <span>{t("common.none")}</span>;
  return <a href={hrefTo({ page: "calls", id: call.called_back_by })}>{format.dateTime(call.called_back_at)}</a>;
}
