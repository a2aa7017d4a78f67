import { hrefTo } from "@/app/router";
import { useText } from "@/app/text";
import { useNow } from "@/app/workspace";
import type { LeadRow } from "@/wire/messages.gen";
import { type Column, ListTable } from "./ListTable";
import { CampaignLink, Organization, RowLink } from "./links";
import { Phone } from "./Phone";
import { RatingChip } from "./RatingChip";

/** Leads in few columns, for pages where they are not the main thing. */
export function LeadsBrief({ rows, isNarrow = false }: { rows: readonly LeadRow[]; isNarrow?: boolean }) {
  const { t, format } = useText();
  const now = useNow(60_000);
  const columns: Column<LeadRow>[] = [
    {
      id: "at",
      title: t(isNarrow ? "calls.at" : "leads.at"),
      cell: (lead) => (
        <a href={hrefTo({ page: "leads", id: lead.id })} title={format.dateTime(lead.at)}>
          {format.short(lead.at, now)}
        </a>
      ),
    },
    { id: "phone", title: t("leads.phone"), cell: (lead) => <Phone number={lead.phone} none={t("leads.withheld")} /> },
    {
      id: "person",
      title: t("leads.person"),
      cell: (lead) => <RowLink page="persons" id={lead.person_id} text={lead.person} />,
    },
    {
      id: "organization",
      title: t("leads.organization"),
      cell: (lead) => <Organization id={lead.organization_id} name={lead.organization} isPrivate={lead.is_private} />,
    },
    { id: "rating", title: t("leads.rating"), cell: (lead) => lead.rating && <RatingChip rating={lead.rating} /> },
    {
      id: "campaign",
      title: t("leads.campaign"),
      cell: (lead) => <CampaignLink id={lead.campaign_id} name={lead.campaign} />,
    },
  ];
  const shown = isNarrow ? columns.filter((column) => column.id !== "campaign") : columns;
  return <ListTable label={t("leads.title")} columns={shown} rows={rows} keyOf={(lead) => lead.id} />;
}
