import { useState } from "react";
import { readPreference, writePreference } from "@/app/preferences";
import { hrefTo } from "@/app/router";
import { useText } from "@/app/text";
import type { Column } from "@/ui/ListTable";
import { CampaignLink, Organization, RowLink } from "@/ui/links";
import { Name } from "@/ui/Name";
import { Phone } from "@/ui/Phone";
import { RatingChip } from "@/ui/RatingChip";
import type { LeadRow } from "@/wire/messages.gen";

/** R56–R63 are always there at first, R65 too; the rest is connected on request (R64). */
const DEFAULT = ["at", "phone", "organization", "person", "product", "outcome", "rating", "stage", "campaign"];

export type LeadColumns = {
  readonly all: readonly Column<LeadRow>[];
  readonly shown: readonly Column<LeadRow>[];
  readonly chosen: readonly string[];
  readonly choose: (ids: readonly string[]) => void;
  readonly reset: () => void;
};

/** The columns of the leads list, chosen per browser and remembered. */
export function useLeadColumns(): LeadColumns {
  const all = useAllColumns();
  const [chosen, setChosen] = useState<readonly string[]>(() => readPreference("leadColumns")?.split(",") ?? DEFAULT);
  const choose = (ids: readonly string[]) => {
    setChosen(ids);
    writePreference("leadColumns", ids.join(","));
  };
  const shown = all.filter((column) => chosen.includes(column.id));
  return { all, shown: shown.length > 0 ? shown : all, chosen, choose, reset: () => choose(DEFAULT) };
}

function useAllColumns(): readonly Column<LeadRow>[] {
  const { t, format } = useText();
  const text = (id: "content" | "owner" | "project" | "topic" | "source" | "method") => ({
    id,
    title: t(`leads.${id}`),
    cell: (lead: LeadRow) => <Name>{lead[id]}</Name>,
  });
  return [
    {
      id: "at",
      title: t("leads.at"),
      cell: (lead) => <a href={hrefTo({ page: "leads", id: lead.id })}>{format.dateTime(lead.at)}</a>,
    },
    { id: "phone", title: t("leads.phone"), cell: (lead) => <Phone number={lead.phone} none={t("leads.withheld")} /> },
    {
      id: "organization",
      title: t("leads.organization"),
      cell: (lead) => <Organization id={lead.organization_id} name={lead.organization} isPrivate={lead.is_private} />,
    },
    {
      id: "person",
      title: t("leads.person"),
      cell: (lead) => <RowLink page="persons" id={lead.person_id} text={lead.person} />,
    },
    { id: "product", title: t("leads.product"), cell: (lead) => <Name>{lead.product}</Name> },
    { id: "outcome", title: t("leads.outcome"), cell: (lead) => <Name>{lead.outcome}</Name> },
    { id: "rating", title: t("leads.rating"), cell: (lead) => lead.rating && <RatingChip rating={lead.rating} /> },
    { id: "stage", title: t("leads.stage"), cell: (lead) => <Name>{lead.stage || t("common.none")}</Name> },
    {
      id: "campaign",
      title: t("leads.campaign"),
      cell: (lead) => <CampaignLink id={lead.campaign_id} name={lead.campaign} />,
    },
    text("content"),
    text("owner"),
    { id: "refusalReason", title: t("leads.refusalReason"), cell: (lead) => <Name>{lead.refusal_reason}</Name> },
    text("project"),
    text("topic"),
    text("source"),
    text("method"),
    { id: "nextContact", title: t("leads.nextContact"), cell: (lead) => format.dateTime(lead.next_contact_at) },
  ];
}
