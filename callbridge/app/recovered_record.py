"""From a call as the CDR tell it to the row that is kept of it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from callbridge.app.call_record import TEXT_LIMIT
from callbridge.crm.call_log import CallRecord, LegRecord
from callbridge.crm.call_trace import TraceStep
from callbridge.crm.directory import CampaignRef
from callbridge.kernel.ids import OperatorId
from callbridge.kernel.numbers import PhoneNumber
from callbridge.matching.match import Candidate
from callbridge.telephony.call_event import Direction, HungUpBy, Outcome
from callbridge.telephony.cdr_call import CdrCall
from callbridge.telephony.cdr_legs import CdrLeg

RECOVERED, COMPLETED = "trace.recovered", "trace.completed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the directory and the roster know of a recovered call."""

    operators_at: Callable[[str], tuple[OperatorId, ...]]
    """Who sits at an endpoint."""
    number: PhoneNumber
    did: PhoneNumber
    candidate: Candidate | None = None
    campaign: CampaignRef | None = None


def is_wanted(call: CdrCall, kept: CallRecord | None) -> bool:
    """Say whether the CDR tell more of a call than the log has: it is not there, its end was not seen, or rows came."""
    if kept is None or kept.outcome in ("", Outcome.UNKNOWN.value):
        return True
    return kept.is_recovered and call.row_count > _rows_read(kept)


def record_of_cdr(call: CdrCall, pbx: str, kept: CallRecord | None, known: Known, at: datetime) -> CallRecord:
    """Return what is to be kept of `call`; `kept` is what the log has of it."""
    if kept is None or any(step.code == RECOVERED for step in kept.trace):
        return _recovered(call, pbx, known, at)
    return _completed(call, kept, known, at)


def _recovered(call: CdrCall, pbx: str, known: Known, at: datetime) -> CallRecord:
    """All of a call that we have not seen."""
    did, number, campaign, person = known.did, known.number, known.campaign, known.candidate
    return CallRecord(
        call_id=call.call_id,
        pbx=pbx,
        direction=call.direction.value,
        started_at=call.started_at,
        number_raw=number.raw[:TEXT_LIMIT],
        number_e164=number.e164,
        number_extension=number.extension[:TEXT_LIMIT],
        caller_name=call.name[:TEXT_LIMIT],
        did_raw=did.raw[:TEXT_LIMIT],
        did_e164=did.e164,
        trunk=call.trunk[:TEXT_LIMIT],
        queue=call.queue[:TEXT_LIMIT],
        campaign_id=campaign.id if campaign else None,
        person_id=person.person_id if person else None,
        organization_id=person.organization_id if person else None,
        operator_id=_operator_of(call, known),
        answered_at=call.answered_at,
        ended_at=call.ended_at,
        outcome=call.outcome.value,
        hung_up_by=_hung_up_by(call),
        wait_seconds=call.wait_seconds,
        ring_seconds=call.ring_seconds,
        talk_seconds=call.talk_seconds,
        is_partial=call.is_partial,
        is_recovered=True,
        legs=tuple(_leg(leg, known) for leg in call.legs),
        trace=(TraceStep(at, RECOVERED, {"rows": call.row_count}),),
    )


def _completed(call: CdrCall, kept: CallRecord, known: Known, at: datetime) -> CallRecord:
    """A call whose end we did not see: what we saw ourselves stays, the CDR fill in the rest."""
    answered_at = call.answered_at and (kept.answered_at or call.answered_at)
    hold = min(kept.hold_seconds, call.talk_seconds)
    return replace(
        kept,
        queue=kept.queue or call.queue[:TEXT_LIMIT],
        did_raw=kept.did_raw or known.did.raw[:TEXT_LIMIT],
        did_e164=kept.did_e164 or known.did.e164,
        operator_id=_operator_of(call, known) or kept.operator_id,
        answered_at=answered_at,
        ended_at=max(call.ended_at, kept.started_at),
        outcome=call.outcome.value,
        hung_up_by=_hung_up_by(call),
        wait_seconds=max(0.0, ((answered_at or call.ended_at) - kept.started_at).total_seconds()),
        ring_seconds=call.ring_seconds,
        talk_seconds=call.talk_seconds - hold,
        hold_seconds=hold,
        is_partial=call.is_partial,
        is_recovered=True,
        legs=_joined_legs(call, kept, known),
        trace=(
            *(step for step in kept.trace if step.code != COMPLETED),
            TraceStep(at, COMPLETED, {"rows": call.row_count}),
        ),
    )


def _rows_read(kept: CallRecord) -> int:
    read = [step.params.get("rows", 0) for step in kept.trace if step.code in (RECOVERED, COMPLETED)]
    return max((rows for rows in read if isinstance(rows, int)), default=0)


def _operator_of(call: CdrCall, known: Known) -> OperatorId | None:
    """Who had the customer last; of an outbound call that nobody took over, who dialled."""
    endpoint = call.answered_by or (call.operator_endpoint if call.direction is Direction.OUTBOUND else "")
    return next(iter(known.operators_at(endpoint)), None) if endpoint else None


def _hung_up_by(call: CdrCall) -> str:
    return (HungUpBy.CALLER if call.is_caller_gone else HungUpBy.UNKNOWN).value


def _leg(leg: CdrLeg, known: Known) -> LegRecord:
    return LegRecord(
        leg_id=leg.leg_id,
        endpoint=leg.endpoint[:TEXT_LIMIT],
        operator_id=next(iter(known.operators_at(leg.endpoint)), None),
        rang_at=leg.rang_at,
        answered_at=leg.answered_at,
        ended_at=leg.ended_at,
        ring_end=leg.ring_end.value,
        ring_seconds=leg.ring_seconds,
    )


def _joined_legs(call: CdrCall, kept: CallRecord, known: Known) -> tuple[LegRecord, ...]:
    """Keep the legs we saw, ended by what the CDR tell of that phone, and add the phones that we did not see."""
    told = {leg.endpoint: leg for leg in call.legs}
    seen = tuple(_ended(leg, told.get(leg.endpoint)) for leg in kept.legs)
    endpoints = {leg.endpoint for leg in kept.legs}
    return (*seen, *(_leg(leg, known) for leg in call.legs if leg.endpoint not in endpoints))


def _ended(leg: LegRecord, told: CdrLeg | None) -> LegRecord:
    if told is None or (leg.ended_at is not None and leg.ring_end not in ("", "unknown")):
        return leg
    is_open = leg.ring_end in ("", "unknown")
    return replace(
        leg,
        answered_at=leg.answered_at or told.answered_at,
        ended_at=told.ended_at,
        ring_end=told.ring_end.value if is_open else leg.ring_end,
        ring_seconds=told.ring_seconds if is_open else leg.ring_seconds,
    )
