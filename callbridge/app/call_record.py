"""From a live call to the row that is kept of it, and from there on after the daemon restarted."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from callbridge.crm.call_log import CallRecord, LegRecord
from callbridge.crm.call_trace import TraceStep
from callbridge.crm.directory import CampaignRef
from callbridge.kernel.ids import OperatorId
from callbridge.kernel.numbers import PhoneNumber
from callbridge.matching.match import Candidate
from callbridge.screenpop.live_call import LiveCall
from callbridge.screenpop.live_moments import LiveMoments
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
        call.had_it = who_had_it(earlier)
        call.moments = LiveMoments(earlier.moments)
        call.skipped = set(earlier.unwanted_by)
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
                talk_seconds=leg.talk_seconds,
                hold_seconds=leg.hold_seconds,
            )
            for leg in call.legs.values()
        ),
        moments=call.moments.kept,
        trace=trace,
    )
    return _joined(record, earlier) if earlier else record


def who_had_it(record: CallRecord) -> tuple[OperatorId, ...]:
    """Return the operators who talked to the customer, in the order they came."""
    talked = [(leg.answered_at, leg.operator_id) for leg in record.legs if leg.answered_at and leg.operator_id]
    return tuple(operator_id for _, operator_id in sorted(talked))


def closed_unseen(record: CallRecord, at: datetime) -> CallRecord:
    """Return the record of a call that ended while nobody looked; `at` is when we found out."""
    talk_seconds, hold_seconds = _kept_seconds(record.legs)
    return replace(
        record,
        talk_seconds=talk_seconds,
        hold_seconds=hold_seconds,
        ended_at=at,
        outcome=Outcome.UNKNOWN.value,
        hung_up_by=HungUpBy.UNKNOWN.value,
        is_partial=True,
        trace=(*record.trace, TraceStep(at, "trace.closed_unseen", {})),
    )


def _joined(record: CallRecord, earlier: CallRecord) -> CallRecord:
    """Keep what only the earlier record knows: the answer and its wait, the legs and the talk already over."""
    present = {leg.leg_id: leg for leg in record.legs}
    known = {leg.leg_id for leg in earlier.legs}
    talk_seconds, hold_seconds = _kept_seconds(earlier.legs) if record.ended_at else (0.0, 0.0)
    answered_at = earlier.answered_at or record.answered_at
    is_waited = record.ended_at is not None and earlier.answered_at is not None
    return replace(
        record,
        answered_at=answered_at,
        operator_id=record.operator_id or earlier.operator_id,
        campaign_id=record.campaign_id or earlier.campaign_id,
        person_id=record.person_id or earlier.person_id,
        organization_id=record.organization_id or earlier.organization_id,
        wait_seconds=_seconds(earlier.started_at, answered_at) if is_waited else record.wait_seconds,
        talk_seconds=record.talk_seconds + talk_seconds,
        hold_seconds=record.hold_seconds + hold_seconds,
        legs=(
            *(_joined_leg(leg, present.get(leg.leg_id)) for leg in earlier.legs),
            *(leg for leg in record.legs if leg.leg_id not in known),
        ),
    )


def _joined_leg(earlier: LegRecord, leg: LegRecord | None) -> LegRecord:
    """Keep the beginning that was seen before the restart."""
    if leg is None:
        return earlier
    return replace(
        leg,
        operator_id=leg.operator_id or earlier.operator_id,
        rang_at=earlier.rang_at or leg.rang_at,
        answered_at=earlier.answered_at or leg.answered_at,
        ring_end=earlier.ring_end or leg.ring_end,
        ring_seconds=earlier.ring_seconds or leg.ring_seconds,
        talk_seconds=earlier.talk_seconds + leg.talk_seconds,
        hold_seconds=earlier.hold_seconds + leg.hold_seconds,
    )


def _kept_seconds(legs: Sequence[LegRecord]) -> tuple[float, float]:
    """Return the talk and hold of the legs whose part is over, no more than the time in which they had it."""
    over = [leg for leg in legs if leg.answered_at and leg.ended_at]
    talk_seconds, hold_seconds = (sum(leg.talk_seconds for leg in over), sum(leg.hold_seconds for leg in over))
    if len(over) < 2:
        return talk_seconds, hold_seconds
    first, last = (
        min(leg.answered_at for leg in over if leg.answered_at),
        max(leg.ended_at for leg in over if leg.ended_at),
    )
    span = _seconds(first, last)
    talk_seconds = min(talk_seconds, span)
    return talk_seconds, min(hold_seconds, span - talk_seconds)


def _seconds(earlier: datetime, later: datetime | None) -> float:
    return max(0.0, (later - earlier).total_seconds()) if later else 0.0
