import { useMemo } from "react";
import { hrefTo } from "@/app/router";
import { type Say, useText } from "@/app/text";
import { type ChosenColumns, useChosenColumns } from "@/app/useChosenColumns";
import type { TextFormat } from "@/i18n/format";
import type { Column } from "@/ui/ListTable";
import { CampaignLink, Organization, RowLink } from "@/ui/links";
import { Name } from "@/ui/Name";
import { Phone } from "@/ui/Phone";
import { RatingChip } from "@/ui/RatingChip";
import type { LeadRow } from "@/wire/messages.gen";

/** R56–R63 are there at first; the rest is connected on request (R64). */
const DEFAULT = ["at", "phone", "organization", "person", "product", "outcome", "rating", "stage"];

/** The columns of the leads list, chosen per browser and remembered. */
export function useLeadColumns(): ChosenColumns<Column<LeadRow>> {
  return useChosenColumns("leadColumns", useAllColumns(), DEFAULT);
}

function useAllColumns(): readonly Column<LeadRow>[] {
  const { t, format } = useText();
  return useMemo(() => allColumns(t, format), [t, format]);
}

function allColumns(t: Say, format: TextFormat): readonly Column<LeadRow>[] {
  const text = (id: "content" | "owner" | "project" | "topic" | "source" | "method", width: number) => ({
    id,
    title: t(`leads.${id}`),
    width,
    grows: true,
    cell: (lead: LeadRow) => <Name>{lead[id]}</Name>,
  });
  return [
    {
      id: "at",
      title: t("leads.at"),
      width: 134,
      cell: (lead) => <a href={hrefTo({ page: "leads", id: lead.id })}>{format.dateTime(lead.at)}</a>,
    },
    {
      id: "phone",
      title: t("leads.phone"),
      width: 130,
      cell: (lead) => <Phone number={lead.phone} none={t("leads.withheld")} />,
    },
    {
      id: "organization",
      title: t("leads.organization"),
      width: 138,
      grows: true,
      cell: (lead) => <Organization id={lead.organization_id} name={lead.organization} isPrivate={lead.is_private} />,
    },
    {
      id: "person",
      title: t("leads.person"),
      width: 146,
      grows: true,
      cell: (lead) => <RowLink page="persons" id={lead.person_id} text={lead.person} />,
    },
    { id: "product", title: t("leads.product"), width: 136, cell: (lead) => <Name>{lead.product}</Name> },
    { id: "outcome", title: t("leads.outcome"), width: 158, cell: (lead) => <Name>{lead.outcome}</Name> },
    {
      id: "rating",
      title: t("leads.rating"),
      width: 80,
      cell: (lead) => lead.rating && <RatingChip rating={lead.rating} isShort />,
    },
    {
      id: "stage",
      title: t("leads.stage"),
      width: 108,
      cell: (lead) => <Name>{lead.stage || t("common.none")}</Name>,
    },
    {
      id: "campaign",
      title: t("leads.campaign"),
      width: 138,
      grows: true,
      cell: (lead) => <CampaignLink id={lead.campaign_id} name={lead.campaign} />,
    },
    text("content", 240),
    text("owner", 140),
    {
      id: "refusalReason",
      title: t("leads.refusalReason"),
      width: 130,
      grows: true,
      cell: (lead) => <Name>{lead.refusal_reason}</Name>,
    },
    text("project", 130),
    text("topic", 130),
    text("source", 130),
    text("method", 130),
    {
      id: "nextContact",
      title: t("leads.nextContact"),
      width: 126,
      cell: (lead) => format.dateTime(lead.next_contact_at),
    },
  ];
}
