import type { ReactNode } from "react";
import { useCall, useLead } from "@/app/queries";
import { useText } from "@/app/text";
import { CallsTable } from "@/ui/CallsTable";
import { CampaignLink, Organization, RowLink } from "@/ui/links";
import { PageHead, Panel } from "@/ui/Panel";
import { Phone } from "@/ui/Phone";
import { RatingChip } from "@/ui/RatingChip";
import { Await } from "@/ui/States";
import type { LeadRow } from "@/wire/messages.gen";

/** One lead, with the ways to its person, organization, campaign and call (R5). */
export function LeadPage({ leadId }: { leadId: number }) {
  const { t } = useText();
  const lead = useLead(leadId);
  return (
    <>
      <PageHead title={t("leads.details", { id: leadId })} />
      <Await query={lead}>{lead.data && <Details lead={lead.data} />}</Await>
    </>
  );
}

function Details({ lead }: { lead: LeadRow }) {
  const { t, format } = useText();
  const call = useCall(lead.call_id);
  const rows: readonly (readonly [string, ReactNode])[] = [
    [t("leads.at"), format.dateTime(lead.at)],
    [t("leads.method"), lead.method],
    [t("leads.phone"), <Phone key="phone" number={lead.phone} none={t("leads.withheld")} />],
    [
      t("leads.organization"),
      <Organization key="o" id={lead.organization_id} name={lead.organization} isPrivate={lead.is_private} />,
    ],
    [t("leads.person"), <RowLink key="p" page="persons" id={lead.person_id} text={lead.person} />],
    [t("leads.topic"), lead.topic],
    [t("leads.source"), lead.source],
    [t("leads.campaign"), <CampaignLink key="c" id={lead.campaign_id} name={lead.campaign} />],
    [t("leads.product"), lead.product],
    [t("leads.project"), lead.project],
    [
      t("leads.content"),
      <bdi key="content" className="longText">
        {lead.content}
      </bdi>,
    ],
    [t("leads.rating"), lead.rating && <RatingChip key="r" rating={lead.rating} />],
    [t("leads.outcome"), lead.outcome],
    [t("leads.refusalReason"), lead.refusal_reason],
    [t("leads.stage"), lead.stage],
    [t("leads.nextContact"), format.dateTime(lead.next_contact_at)],
    [t("leads.owner"), lead.owner],
  ];
  return (
    <div className="twoPanels">
      <Panel title={t("interest.title")}>
        <dl className="facts">
          {rows.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value || t("common.none")}</dd>
            </div>
          ))}
        </dl>
      </Panel>
      {call.data && (
        <Panel title={t("leads.call")}>
          <CallsTable label={t("leads.call")} rows={[call.data]} view="single" />
        </Panel>
      )}
    </div>
  );
}
