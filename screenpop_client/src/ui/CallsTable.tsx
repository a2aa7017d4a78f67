import { Button } from "@mantine/core";
import { IconArrowsLeftRight, IconPhoneIncoming, IconPhoneOutgoing } from "@tabler/icons-react";
import { hrefTo } from "@/app/router";
import { useText } from "@/app/text";
import { useNow, useWorkspace } from "@/app/workspace";
import { duration } from "@/model/datetime";
import type { CallRow, Direction } from "@/wire/messages.gen";
import { type Column, ListTable } from "./ListTable";
import { CampaignLink, Organization, RowLink } from "./links";
import { Name } from "./Name";
import { Outcome } from "./Outcome";
import { Phone } from "./Phone";

type CallsTableProps = {
  readonly label: string;
  readonly rows: readonly CallRow[];
  readonly isBrief?: boolean;
  readonly more?: React.ComponentProps<typeof ListTable>["more"];
};

/** A list of calls; each leads to its person, campaign and lead, or to a new interest card. */
export function CallsTable({ label, rows, isBrief = false, more }: CallsTableProps) {
  const columns = useColumns(isBrief);
  return <ListTable label={label} columns={columns} rows={rows} keyOf={(call) => call.call_id} more={more} />;
}

function useColumns(isBrief: boolean): readonly Column<CallRow>[] {
  const { t, format } = useText();
  const now = useNow(60_000);
  const all: Column<CallRow>[] = [
    {
      id: "direction",
      title: t("calls.direction"),
      isTitleHidden: true,
      width: 34,
      cell: (call) => <DirectionIcon direction={call.direction} />,
    },
    {
      id: "at",
      title: t("calls.at"),
      cell: (call) => (
        <span title={format.dateTime(call.started_at)}>
          {isBrief ? format.short(call.started_at, now) : format.dateTime(call.started_at)}
        </span>
      ),
    },
    {
      id: "number",
      title: t("calls.number"),
      cell: (call) => <Phone number={call.number} none={t("card.withheld")} />,
    },
    {
      id: "person",
      title: t("calls.who"),
      cell: (call) =>
        call.person ? (
          <RowLink page="persons" id={call.person_id} text={call.person} />
        ) : (
          <Organization id={call.organization_id} name={call.organization || call.caller_name} isPrivate={false} />
        ),
    },
    {
      id: "campaign",
      title: t("calls.campaign"),
      cell: (call) => <CampaignLink id={call.campaign_id} name={call.campaign} />,
    },
    { id: "outcome", title: t("calls.outcome"), cell: (call) => <Outcome outcome={call.outcome} /> },
    { id: "wait", title: t("calls.wait"), isNumber: true, cell: (call) => duration(call.wait_seconds) },
    {
      id: "talk",
      title: t("calls.talk"),
      isNumber: true,
      cell: (call) => (call.talk_seconds > 0 ? duration(call.talk_seconds) : ""),
    },
    { id: "operator", title: t("calls.operator"), cell: (call) => <Name>{call.operator}</Name> },
    { id: "lead", title: t("calls.lead"), cell: (call) => <LeadCell call={call} /> },
  ];
  const brief = new Set(["direction", "at", "number", "person", "outcome", "talk", "lead"]);
  return isBrief ? all.filter((column) => brief.has(column.id)) : all;
}

function LeadCell({ call }: { call: CallRow }) {
  const { t } = useText();
  const { interests } = useWorkspace();
  if (call.lead_id !== null) {
    return (
      <a href={hrefTo({ page: "leads", id: call.lead_id })} aria-label={`${t("calls.openLead")} ${call.lead_id}`}>
        {`№${call.lead_id}`}
      </a>
    );
  }
  if (call.direction === "internal") return null;
  return (
    <Button
      size="compact-xs"
      variant="default"
      onClick={() => interests.show(call.call_id)}
      title={t("calls.makeInterest")}
    >
      {t("card.interest")}
    </Button>
  );
}

function DirectionIcon({ direction }: { direction: Direction }) {
  const { t } = useText();
  const label = t(`card.${direction}`);
  const icons = { inbound: IconPhoneIncoming, outbound: IconPhoneOutgoing, internal: IconArrowsLeftRight };
  const Icon = icons[direction];
  return <Icon size={16} role="img" aria-label={label} color="var(--cb-muted)" style={{ display: "block" }} />;
}
