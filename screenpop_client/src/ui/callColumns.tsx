import { Button, Group } from "@mantine/core";
import { IconArrowsLeftRight, IconPhoneIncoming, IconPhoneOutgoing } from "@tabler/icons-react";
import { hrefTo } from "@/app/router";
import { useText } from "@/app/text";
import { useWorkspace } from "@/app/workspace";
import type { TextFormat } from "@/i18n/format";
import { duration } from "@/model/datetime";
import type { CallRow, Direction } from "@/wire/messages.gen";
import { CallBackButton } from "./CallBackButton";
import type { Column } from "./ListTable";
import { Organization, RowLink } from "./links";
import { Name } from "./Name";
import { Outcome } from "./Outcome";
import { Phone } from "./Phone";
import { RecoveredMark } from "./RecoveredMark";

/** A column of calls but for its title. */
export type CallView = Omit<Column<CallRow>, "id" | "title">;

/**
 * How each column of a list of calls is drawn, by its id; `when` writes the time a call began. Where calling back has a
 * column of its own, the number does without its button.
 */
export function callViews(
  format: TextFormat,
  when: (call: CallRow) => string,
  hasCallBackColumn = false,
): Readonly<Record<string, CallView>> {
  const name = (width: number, read: (call: CallRow) => string): CallView => ({
    width,
    grows: true,
    cell: (call) => <Name>{read(call)}</Name>,
  });
  const seconds = (read: (call: CallRow) => number): CallView => ({
    width: 88,
    isNumber: true,
    cell: (call) => (read(call) > 0 ? duration(read(call)) : ""),
  });
  return {
    direction: { width: 38, isTitleHidden: true, cell: (call) => <DirectionIcon direction={call.direction} /> },
    at: {
      width: 130,
      cell: (call) => (
        <a href={hrefTo({ page: "calls", id: call.call_id })} title={format.dateTime(call.started_at)}>
          {when(call)}
        </a>
      ),
    },
    number: {
      width: hasCallBackColumn ? 138 : 158,
      cell: (call) => <NumberCell call={call} hasButton={call.is_missed_open && !hasCallBackColumn} />,
    },
    who: { width: 156, grows: true, cell: (call) => <Who call={call} /> },
    person: {
      width: 100,
      grows: true,
      cell: (call) => <RowLink page="persons" id={call.person_id} text={call.person || call.caller_name} />,
    },
    organization: {
      width: 88,
      grows: true,
      cell: (call) => <Organization id={call.organization_id} name={call.organization} isPrivate={false} />,
    },
    campaign: {
      width: 108,
      grows: true,
      cell: (call) => <RowLink page="campaigns" id={call.campaign_id} text={call.campaign} />,
    },
    outcome: { width: 124, cell: (call) => <OutcomeCell call={call} /> },
    wait: { ...seconds((call) => call.wait_seconds), width: 94, cell: (call) => duration(call.wait_seconds) },
    talk: seconds((call) => call.talk_seconds),
    ring: seconds((call) => call.ring_seconds),
    hold: seconds((call) => call.hold_seconds),
    transfers: { width: 92, isNumber: true, cell: (call) => call.transfers || "" },
    operator: name(104, (call) => call.operator),
    lead: { width: 98, cell: (call) => <LeadCell call={call} /> },
    did: { width: 130, cell: (call) => <Phone number={call.did} /> },
    queue: name(110, (call) => call.queue),
    caller_name: name(130, (call) => call.caller_name),
    call_id: name(150, (call) => call.call_id),
    called_back: { width: 148, cell: (call) => <CalledBack call={call} /> },
  };
}

/** A number that somebody still has to call has the way to do so beside it. */
function NumberCell({ call, hasButton }: { call: CallRow; hasButton: boolean }) {
  const { t } = useText();
  const of = { kind: "call", id: call.call_id } as const;
  if (!hasButton) return <Phone number={call.number} none={t("card.withheld")} of={of} />;
  return (
    <Group gap={4} wrap="nowrap">
      <Phone number={call.number} />
      <CallBackButton number={call.number} of={of} isIcon />
    </Group>
  );
}

function OutcomeCell({ call }: { call: CallRow }) {
  return (
    <span style={{ display: "inline-flex", alignItems: "center", gap: 4 }}>
      <Outcome outcome={call.outcome} />
      {call.is_recovered && <RecoveredMark />}
    </span>
  );
}

function CalledBack({ call }: { call: CallRow }) {
  const { format } = useText();
  if (call.is_missed_open) return <CallBackButton number={call.number} of={{ kind: "call", id: call.call_id }} />;
  if (!call.called_back_by) return null;
  return <a href={hrefTo({ page: "calls", id: call.called_back_by })}>{format.dateTime(call.called_back_at)}</a>;
}

function Who({ call }: { call: CallRow }) {
  if (call.person) return <RowLink page="persons" id={call.person_id} text={call.person} />;
  return <Organization id={call.organization_id} name={call.organization || call.caller_name} isPrivate={false} />;
}

/** The lead of a call, or the way to record one. */
export function LeadCell({ call }: { call: CallRow }) {
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
