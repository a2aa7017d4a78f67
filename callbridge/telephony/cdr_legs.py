"""Which phones of ours rang and who spoke, as CDR rows tell it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from callbridge.kernel.ids import LegId, PbxName, leg_id
from callbridge.telephony.call_event import RingEnd
from callbridge.telephony.cdr_row import CdrRow
from callbridge.telephony.channel import ChannelKind, kind_of
from callbridge.telephony.topology import Topology, endpoint_of

_SAME_MOMENT = timedelta(seconds=1)
"""Rows tell whole seconds: what is no further apart may be the same moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CdrLeg:
    """One phone of ours."""

    leg_id: LegId
    """Of the channel's name: a row tells the Uniqueid of its first channel only."""
    endpoint: str
    rang_at: datetime
    answered_at: datetime | None
    ended_at: datetime
    ring_end: RingEnd
    ring_seconds: float


def legs_of(pbx: PbxName, rows: Sequence[CdrRow], own: Sequence[CdrRow], topology: Topology) -> tuple[CdrLeg, ...]:
    """Return the phones that the rows say were dialled, in the order they came; `own` are the customer's rows."""
    answers = [row.answered_at for row in own if row.is_answered and row.answered_at]
    by_phone: dict[str, list[CdrRow]] = {}
    for row in rows:
        if row.other_channel and kind_of(endpoint_of(row.other_channel), topology) is ChannelKind.PHONE:
            by_phone.setdefault(row.other_channel, []).append(row)
    ended_at = max(row.ended_at for row in rows)
    return tuple(_leg(pbx, channel, told, answers, ended_at) for channel, told in by_phone.items())


def talk_seconds(spoken: Sequence[CdrRow], first_answer: datetime | None) -> float:
    """Return how long the customer was with anybody, each moment once; rows of one call may overlap."""
    total, until = timedelta(), first_answer
    for row in sorted(spoken, key=lambda row: row.order):
        if row.answered_at is None or until is None:
            continue
        begun = max(row.answered_at, until)
        if row.ended_at > begun:
            total += row.ended_at - begun
            until = row.ended_at
    return total.total_seconds()


def _leg(pbx: PbxName, channel: str, told: Sequence[CdrRow], answers: Sequence[datetime], call_end: datetime) -> CdrLeg:
    answered = [row.answered_at for row in told if row.is_answered and row.answered_at]
    answered_at = min(answered, default=None)
    rang_at, ended_at = min(row.started_at for row in told), max(row.ended_at for row in told)
    return CdrLeg(
        leg_id=leg_id(pbx, channel),
        endpoint=endpoint_of(channel),
        rang_at=rang_at,
        answered_at=answered_at,
        ended_at=ended_at,
        ring_end=RingEnd.ANSWERED if answered_at else _ring_end(told[-1], answers, call_end),
        ring_seconds=((answered_at or ended_at) - rang_at).total_seconds(),
    )


def _ring_end(row: CdrRow, answers: Sequence[datetime], call_end: datetime) -> RingEnd:
    if row.disposition == "BUSY":
        return RingEnd.REJECTED
    if row.disposition in ("FAILED", "CONGESTION"):
        return RingEnd.UNAVAILABLE
    if any(abs(row.ended_at - at) <= _SAME_MOMENT for at in answers):
        return RingEnd.ANSWERED_ELSEWHERE
    return RingEnd.CALLER_GONE if call_end - row.ended_at < _SAME_MOMENT else RingEnd.NO_ANSWER
