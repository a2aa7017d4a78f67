import type { ReactNode } from "react";
import { type Say, useText } from "@/app/text";
import type { LeadRow } from "@/wire/messages.gen";
import { Organization, RowLink } from "./links";
import { Name } from "./Name";
import { Phone } from "./Phone";
import { RatingChip } from "./RatingChip";

type Fact = readonly [string, ReactNode];

/** All that was recorded in one lead. */
export function LeadFacts({ lead }: { lead: LeadRow }) {
  const { t, format } = useText();
  const rows: readonly Fact[] = [
    [t("leads.at"), format.dateTime(lead.at)],
    [t("leads.method"), lead.method],
    [
      t("leads.phone"),
      <Phone key="phone" number={lead.phone} none={t("leads.withheld")} of={{ kind: "lead", id: lead.id }} />,
    ],
    [
      t("leads.organization"),
      <Organization key="o" id={lead.organization_id} name={lead.organization} isPrivate={lead.is_private} />,
    ],
    [t("leads.person"), <RowLink key="p" page="persons" id={lead.person_id} text={lead.person} />],
    ...(lead.extra === "" ? [] : [[t("leads.extra"), <Name key="e">{lead.extra}</Name>] as const]),
    [t("leads.topic"), lead.topic],
    [t("leads.source"), lead.source],
    [t("leads.campaign"), <RowLink key="c" page="campaigns" id={lead.campaign_id} text={lead.campaign} />],
    ...(lead.line_campaign_id === null ? [] : lineFacts(lead, t)),
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
    [t("leads.stage"), <RowLink key="d" page="deals" id={lead.deal_id} text={lead.stage} />],
    [t("leads.nextContact"), format.dateTime(lead.next_contact_at)],
    [t("leads.owner"), lead.owner],
    ...cameFacts(lead, t),
  ];
  return (
    <dl className="facts">
      {rows.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value || t("common.none")}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What the dialled number said, and why it is another event after all. */
function lineFacts(lead: LeadRow, t: Say): readonly Fact[] {
  return [
    [t("leads.lineCampaign"), <Name key="l">{lead.line_campaign}</Name>],
    ...(lead.campaign_reason === ""
      ? []
      : ([[t("leads.campaignReason"), <Name key="r">{lead.campaign_reason}</Name>]] as const)),
  ];
}

/** Of what page a program's lead came, and what the person agreed to there. */
function cameFacts(lead: LeadRow, t: Say): readonly Fact[] {
  const facts = [
    ["leads.page", lead.page_url],
    ["leads.consent", lead.consent],
  ] as const;
  return facts
    .filter(([, text]) => text !== "")
    .map(([label, text]) => [
      t(label),
      <bdi key={label} className="longText">
        {text}
      </bdi>,
    ]);
}
