"""From a live call to the row that is kept of it, and from there on after the daemon restarted."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from callbridge.crm.call_log import CallRecord, LegRecord
from callbridge.crm.call_trace import TraceStep
from callbridge.crm.directory import CampaignRef
from callbridge.kernel.numbers import PhoneNumber
from callbridge.matching.match import Candidate
from callbridge.screenpop.live_call import LiveCall
from callbridge.telephony.call_event import CallStarted, HungUpBy, Outcome

TEXT_LIMIT = 255
"""Characters of the network's texts that are kept."""


def live_call_of(
    pbx: str, event: CallStarted, read: Callable[[str], PhoneNumber], earlier: CallRecord | None
) -> LiveCall:
    """Return the call that began; `earlier` is what was kept of it before the daemon restarted."""
    call = LiveCall(
        call_id=event.call_id,
        pbx=pbx,
        direction=event.direction,
        started_at=event.at,
        number=read(event.number or (earlier.number_raw if earlier else "")),
        caller_name=event.name,
        did=read(event.did or (earlier.did_raw if earlier else "")),
        trunk=event.trunk,
        is_partial=event.is_partial,
    )
    if earlier is not None:
        call.started_at = earlier.started_at
        call.caller_name = call.caller_name or earlier.caller_name
        call.trunk = call.trunk or earlier.trunk
        call.queue = earlier.queue
    return call


def record_of(
    call: LiveCall,
    *,
    earlier: CallRecord | None,
    known: Candidate | None,
    campaign: CampaignRef | None,
    trace: tuple[TraceStep, ...] = (),
) -> CallRecord:
    """Return the whole of `call` so far; `earlier` is what was kept of it before the daemon restarted."""
    ended = call.ended
    record = CallRecord(
        call_id=call.call_id,
        pbx=call.pbx,
        direction=call.direction.value,
        started_at=call.started_at,
        number_raw=call.number.raw[:TEXT_LIMIT],
        number_e164=call.number.e164,
        number_extension=call.number.extension[:TEXT_LIMIT],
        caller_name=call.caller_name[:TEXT_LIMIT],
        did_raw=call.did.raw[:TEXT_LIMIT],
        did_e164=call.did.e164,
        trunk=call.trunk[:TEXT_LIMIT],
        queue=call.queue[:TEXT_LIMIT],
        campaign_id=campaign.id if campaign else None,
        person_id=known.person_id if known else None,
        organization_id=known.organization_id if known else None,
        operator_id=call.operator_id,
        answered_at=call.answered_at,
        ended_at=ended.at if ended else None,
        outcome=ended.outcome.value if ended else "",
        hung_up_by=ended.hung_up_by.value if ended else "",
        cause=ended.cause if ended else 0,
        wait_seconds=ended.wait_seconds if ended else 0.0,
        ring_seconds=ended.ring_seconds if ended else 0.0,
        talk_seconds=ended.talk_seconds if ended else 0.0,
        hold_seconds=ended.hold_seconds if ended else 0.0,
        is_partial=call.is_partial,
        legs=tuple(
            LegRecord(
                leg_id=leg.leg_id,
                endpoint=leg.endpoint[:TEXT_LIMIT],
                operator_id=leg.operators[0] if leg.operators else None,
                rang_at=leg.rang_at,
                answered_at=leg.answered_at,
                ended_at=leg.ended_at,
                ring_end=leg.ring_end,
                ring_seconds=leg.ring_seconds,
            )
            for leg in call.legs.values()
        ),
        trace=trace,
    )
    return _joined(record, earlier) if earlier else record


def closed_unseen(record: CallRecord, at: datetime) -> CallRecord:
    """Return the record of a call that ended while nobody looked; `at` is when we found out."""
    return replace(
        record,
        ended_at=at,
        outcome=Outcome.UNKNOWN.value,
        hung_up_by=HungUpBy.UNKNOWN.value,
        is_partial=True,
        trace=(*record.trace, TraceStep(at, "trace.closed_unseen", {})),
    )


def _joined(record: CallRecord, earlier: CallRecord) -> CallRecord:
    """Keep what only the earlier record knows: when it was answered, by whom, and legs already gone."""
    present = {leg.leg_id for leg in record.legs}
    return replace(
        record,
        answered_at=earlier.answered_at or record.answered_at,
        operator_id=record.operator_id or earlier.operator_id,
        campaign_id=record.campaign_id or earlier.campaign_id,
        person_id=record.person_id or earlier.person_id,
        organization_id=record.organization_id or earlier.organization_id,
        legs=(*(leg for leg in earlier.legs if leg.leg_id not in present), *record.legs),
    )
