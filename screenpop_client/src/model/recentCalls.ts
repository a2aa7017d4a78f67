import type { CallRow, Card } from "@/wire/messages.gen";
import type { ShownCard } from "./cards";

/**
 * The newest of one's own calls: those on the cards as they stand there, since the server tells of the list only when a
 * call has ended, and the others as the list has them.
 */
export function withLive(rows: readonly CallRow[], cards: readonly ShownCard[], limit: number): readonly CallRow[] {
  const ended = new Set(rows.filter((row) => row.ended_at !== null).map((row) => row.call_id));
  const live = cards.map(({ card }) => card).filter((card) => !ended.has(card.id));
  const ids = new Set(live.map((card) => card.id));
  const all = [...live.map(rowOf), ...rows.filter((row) => !ids.has(row.call_id))];
  return all.sort((one, other) => Date.parse(other.started_at) - Date.parse(one.started_at)).slice(0, limit);
}

function rowOf(card: Card): CallRow {
  const who = card.match === "known" ? card.candidates[0] : undefined;
  return {
    call_id: card.id,
    started_at: card.started_at,
    direction: card.direction,
    number: card.number.e164 || card.number.raw,
    caller_name: card.number.caller_name,
    did: card.line.did,
    queue: card.line.queue,
    outcome: "",
    wait_seconds: 0,
    talk_seconds: 0,
    is_partial: card.is_partial,
    ended_at: null,
    campaign_id: card.line.campaign?.id ?? null,
    campaign: card.line.campaign?.name ?? "",
    person_id: who?.person_id ?? null,
    person: who?.person ?? "",
    organization_id: who?.organization_id ?? null,
    organization: who?.organization ?? "",
    operator_id: null,
    operator: "",
    lead_id: card.lead_id,
    answered_at: card.answered_at,
    ring_seconds: 0,
    hold_seconds: 0,
    hung_up_by: "",
    trunk: "",
    is_missed_open: false,
    called_back_at: null,
    called_back_by: null,
    cause: 0,
    transfers: 0,
    is_recovered: false,
  };
}
