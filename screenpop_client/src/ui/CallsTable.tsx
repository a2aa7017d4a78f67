import { Button } from "@mantine/core";
import { IconArrowsLeftRight, IconPhoneIncoming, IconPhoneOutgoing } from "@tabler/icons-react";
import { useMemo } from "react";
import { hrefTo } from "@/app/router";
import { type Say, useText } from "@/app/text";
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
  /** How many columns there is room for: a page's, the desk's, or those of the one call of a lead. */
  readonly view?: "page" | "desk" | "single";
  readonly more?: React.ComponentProps<typeof ListTable>["more"];
};

const COLUMNS = {
  page: ["direction", "at", "number", "person", "campaign", "outcome", "wait", "talk", "operator", "lead"],
  desk: ["direction", "at", "number", "person", "outcome", "talk", "lead"],
  single: ["direction", "at", "number", "outcome", "wait", "talk"],
};

/** A list of calls; each leads to its person, campaign and lead, or to a new interest card. */
export function CallsTable({ label, rows, view = "page", more }: CallsTableProps) {
  const { t, format } = useText();
  const now = useNow(60_000);
  const columns = useMemo(() => {
    const isPage = view === "page";
    const at = (call: CallRow) => (isPage ? format.dateTime(call.started_at) : format.short(call.started_at, now));
    const all = allColumns(t, isPage ? 130 : 76, at);
    return all.filter((column) => COLUMNS[view].includes(column.id));
  }, [t, format, now, view]);
  return <ListTable label={label} columns={columns} rows={rows} keyOf={keyOf} more={more} />;
}

const keyOf = (call: CallRow) => call.call_id;

function allColumns(t: Say, atWidth: number, at: (call: CallRow) => string): readonly Column<CallRow>[] {
  return [
    {
      id: "direction",
      title: t("calls.direction"),
      isTitleHidden: true,
      width: 38,
      cell: (call) => <DirectionIcon direction={call.direction} />,
    },
    { id: "at", title: t("calls.at"), width: atWidth, cell: at },
    {
      id: "number",
      title: t("calls.number"),
      width: 130,
      cell: (call) => <Phone number={call.number} none={t("card.withheld")} />,
    },
    { id: "person", title: t("calls.who"), width: 156, grows: true, cell: (call) => <Who call={call} /> },
    {
      id: "campaign",
      title: t("calls.campaign"),
      width: 150,
      grows: true,
      cell: (call) => <CampaignLink id={call.campaign_id} name={call.campaign} />,
    },
    { id: "outcome", title: t("calls.outcome"), width: 112, cell: (call) => <Outcome outcome={call.outcome} /> },
    { id: "wait", title: t("calls.wait"), width: 84, isNumber: true, cell: (call) => duration(call.wait_seconds) },
    {
      id: "talk",
      title: t("calls.talk"),
      width: 80,
      isNumber: true,
      cell: (call) => (call.talk_seconds > 0 ? duration(call.talk_seconds) : ""),
    },
    {
      id: "operator",
      title: t("calls.operator"),
      width: 132,
      grows: true,
      cell: (call) => <Name>{call.operator}</Name>,
    },
    { id: "lead", title: t("calls.lead"), width: 98, cell: (call) => <LeadCell call={call} /> },
  ];
}

function Who({ call }: { call: CallRow }) {
  if (call.person) return <RowLink page="persons" id={call.person_id} text={call.person} />;
  return <Organization id={call.organization_id} name={call.organization || call.caller_name} isPrivate={false} />;
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
