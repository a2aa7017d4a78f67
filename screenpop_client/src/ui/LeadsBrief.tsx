import { useMemo } from "react";
import { hrefTo } from "@/app/router";
import { type Say, useText } from "@/app/text";
import { useNow } from "@/app/workspace";
import type { TextFormat } from "@/i18n/format";
import type { LeadRow } from "@/wire/messages.gen";
import { type Column, ListTable } from "./ListTable";
import { Organization, RowLink } from "./links";
import { Phone } from "./Phone";
import { RatingChip } from "./RatingChip";

/** Leads in few columns, for pages where they are not the main thing: the desk, or a card they all belong to. */
export function LeadsBrief({ rows, isDesk = false }: { rows: readonly LeadRow[]; isDesk?: boolean }) {
  const { t, format } = useText();
  const now = useNow(60_000);
  const columns = useMemo(() => columnsOf(isDesk, t, format, now), [isDesk, t, format, now]);
  return <ListTable label={t("leads.title")} columns={columns} rows={rows} keyOf={keyOf} />;
}

const keyOf = (lead: LeadRow) => lead.id;

function columnsOf(isDesk: boolean, t: Say, format: TextFormat, now: number): readonly Column<LeadRow>[] {
  const at: Column<LeadRow> = {
    id: "at",
    title: t("calls.at"),
    width: 90,
    cell: (lead) => (
      <a href={hrefTo({ page: "leads", id: lead.id })} title={format.dateTime(lead.at)}>
        {format.short(lead.at, now)}
      </a>
    ),
  };
  const person: Column<LeadRow> = {
    id: "person",
    title: t("leads.person"),
    width: 166,
    grows: true,
    cell: (lead) => <RowLink page="persons" id={lead.person_id} text={lead.person} />,
  };
  const rating: Column<LeadRow> = {
    id: "rating",
    title: t("leads.rating"),
    width: isDesk ? 86 : 176,
    cell: (lead) => lead.rating && <RatingChip rating={lead.rating} isShort={isDesk} />,
  };
  if (!isDesk) {
    const campaign: Column<LeadRow> = {
      id: "campaign",
      title: t("leads.campaign"),
      width: 150,
      grows: true,
      cell: (lead) => <RowLink page="campaigns" id={lead.campaign_id} text={lead.campaign} />,
    };
    return [at, person, rating, campaign];
  }
  return [
    at,
    {
      id: "phone",
      title: t("leads.phone"),
      width: 132,
      cell: (lead) => <Phone number={lead.phone} none={t("leads.withheld")} of={{ kind: "lead", id: lead.id }} />,
    },
    person,
    {
      id: "organization",
      title: t("leads.organization"),
      width: 146,
      grows: true,
      cell: (lead) => <Organization id={lead.organization_id} name={lead.organization} isPrivate={lead.is_private} />,
    },
    rating,
  ];
}
