"""Calls of the demo before today, as the log keeps them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from callbridge.commands.demo_data import LINE_OFFICE, OPERATORS
from callbridge.crm.call_log import CallRecord, LegRecord
from callbridge.kernel.ids import CallId, CampaignId, LegId, OperatorId, PersonId

PBX = "demo"
_NORMAL_CLEARING = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who was at the other end."""

    number: str
    person_id: PersonId


def talk(
    call: CallId,
    caller: Caller,
    at: datetime,
    login: tuple[int, OperatorId],
    *,
    line: str = "",
    campaign: CampaignId | None = None,
) -> CallRecord:
    """Return a call that was answered.

    `login` is the place among OPERATORS of who talked, and their id; `line` is what the customer dialled, empty of a
    call that we made.
    """
    place, operator_id = login
    rings, talks = 4.0 + at.minute % 9, 65.0 + 37 * at.minute % 240
    answered = at + timedelta(seconds=rings)
    ended = answered + timedelta(seconds=talks)
    leg = LegRecord(
        leg_id=LegId(f"{call}-{place}"),
        endpoint=_endpoint(place),
        operator_id=operator_id,
        rang_at=at if line else None,
        answered_at=answered,
        ended_at=ended,
        ring_end="answered" if line else "",
        ring_seconds=rings if line else 0.0,
        talk_seconds=talks,
    )
    return replace(
        _record(call, caller, at, line, ended, rings),
        campaign_id=campaign,
        operator_id=operator_id,
        answered_at=answered,
        outcome="answered",
        talk_seconds=talks,
        legs=(leg,),
    )


def missed_call(call: CallId, caller: Caller, at: datetime, operators: Sequence[OperatorId]) -> CallRecord:
    """Return a call that rang the first of OPERATORS, whose ids are `operators`, until the caller gave up."""
    waited = 11.0 + at.minute % 20
    ended = at + timedelta(seconds=waited)
    legs = tuple(
        LegRecord(
            leg_id=LegId(f"{call}-{place}"),
            endpoint=_endpoint(place),
            operator_id=operator_id,
            rang_at=at,
            ended_at=ended,
            ring_end="caller_gone",
            ring_seconds=waited,
        )
        for place, operator_id in enumerate(operators)
    )
    return replace(_record(call, caller, at, LINE_OFFICE, ended, waited), outcome="missed", legs=legs)


def _record(call: CallId, caller: Caller, at: datetime, line: str, ended: datetime, rings: float) -> CallRecord:
    return CallRecord(
        call_id=call,
        pbx=PBX,
        direction="inbound" if line else "outbound",
        started_at=at,
        number_raw=caller.number.lstrip("+"),
        number_e164=caller.number,
        did_raw=line.lstrip("+"),
        did_e164=line,
        person_id=caller.person_id,
        ended_at=ended,
        hung_up_by="caller",
        cause=_NORMAL_CLEARING,
        wait_seconds=rings,
        ring_seconds=rings,
    )


def _endpoint(place: int) -> str:
    return f"PJSIP/{OPERATORS[place][3]}"
