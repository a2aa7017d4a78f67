"""A call as its CDR rows tell it: read after the fact, for calls that ended while nobody looked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from callbridge.kernel.ids import CallId, PbxName, call_id
from callbridge.telephony.call import is_outside_number
from callbridge.telephony.call_event import Direction, Outcome
from callbridge.telephony.cdr_legs import CdrLeg, legs_of, talk_seconds
from callbridge.telephony.cdr_row import CdrRow
from callbridge.telephony.channel import ChannelKind, kind_of
from callbridge.telephony.topology import Topology, endpoint_of

_QUEUE = "Queue"


@dataclass(frozen=True, slots=True, kw_only=True)
class CdrCall:
    """What the CDR knows of one call. Hold it does not know: held time counts as talk."""

    call_id: CallId
    direction: Direction
    started_at: datetime
    number: str
    """The customer's; internal: the calling extension."""
    name: str
    did: str
    trunk: str
    queue: str
    operator_endpoint: str
    """Outbound and internal: the phone that dialled."""
    answered_at: datetime | None
    answered_by: str
    """The endpoint that had the customer last, ``""`` when nobody did."""
    ended_at: datetime
    outcome: Outcome
    is_caller_gone: bool
    """The caller surely hung up; else who did is not known."""
    ring_seconds: float
    talk_seconds: float
    legs: tuple[CdrLeg, ...]
    is_partial: bool
    """The rows leave something open: a transfer, a line that answers before anybody does, no Linkedid."""
    row_count: int

    @property
    def wait_seconds(self) -> float:
        """Return the seconds from the start to the first answer, or to the end."""
        return ((self.answered_at or self.ended_at) - self.started_at).total_seconds()


def read_call(pbx: PbxName, rows: Sequence[CdrRow], topology: Topology) -> CdrCall | None:
    """Return the call that `rows` (one of `calls_of`) describe; None when it is none of ours: a feature code, a test.

    The channel whose Uniqueid is the Linkedid began it; without Linkedids the oldest did.
    """
    ordered = sorted(rows, key=lambda row: row.order)
    origin = next((row for row in ordered if row.unique_id == row.linked_id), ordered[0])
    direction = _direction(origin, ordered, topology)
    if direction is None:
        return None
    own = _own_rows(ordered, origin, direction, topology)
    legs = legs_of(pbx, ordered, own, topology)
    spoken = [row for row in own if row.is_answered and _is_person(row.other_channel, topology)]
    first_answer = _first_answer(spoken, legs)
    ended_at = max(row.ended_at for row in ordered)
    outcome = _outcome(direction, own, legs, is_answered=first_answer is not None)
    return CdrCall(
        call_id=call_id(pbx, origin.linked_id or origin.unique_id),
        direction=direction,
        started_at=ordered[0].started_at,
        number=_number(origin, ordered, direction, topology),
        name="" if direction is Direction.OUTBOUND else origin.caller_name,
        did=_did(own, topology) if direction is Direction.INBOUND else "",
        trunk=_trunk(origin, ordered, direction, topology),
        queue=next((row.data.split(",")[0] for row in reversed(own) if row.application == _QUEUE), ""),
        operator_endpoint="" if direction is Direction.INBOUND else endpoint_of(origin.channel),
        answered_at=first_answer,
        answered_by=_answered_by(direction, own, legs),
        ended_at=ended_at,
        outcome=outcome,
        is_caller_gone=outcome is Outcome.ABANDONED,
        ring_seconds=_ring_seconds(legs, first_answer),
        talk_seconds=talk_seconds(spoken or [row for row in own if row.is_answered], first_answer),
        legs=legs,
        is_partial=_is_partial(ordered, own, legs),
        row_count=len(ordered),
    )


def _kind(channel: str, topology: Topology) -> ChannelKind:
    return kind_of(endpoint_of(channel), topology)


def _is_person(channel: str, topology: Topology) -> bool:
    return channel != "" and _kind(channel, topology) is not ChannelKind.PLUMBING


def _direction(origin: CdrRow, rows: Sequence[CdrRow], topology: Topology) -> Direction | None:
    kind = _kind(origin.channel, topology)
    if kind is ChannelKind.OUTSIDE:
        return Direction.INBOUND
    if _trunk_dialled(rows, topology):
        return Direction.OUTBOUND
    if kind is ChannelKind.PLUMBING:
        callers = [row for row in rows if _kind(row.channel, topology) is ChannelKind.OUTSIDE]
        return Direction.INBOUND if callers else None
    own = [row for row in rows if row.channel == origin.channel]
    if any(_kind(row.other_channel, topology) is ChannelKind.PHONE for row in own if row.other_channel):
        return Direction.INTERNAL  # of a blonde transfer's consultation the number is the customer's line (t09)
    if any(is_outside_number(row.destination, topology) or _dials_back(row, topology) for row in own):
        return Direction.OUTBOUND
    is_internal = any(topology.is_internal_number(row.destination) for row in own)
    return Direction.INTERNAL if is_internal else None


def _dials_back(row: CdrRow, topology: Topology) -> bool:
    """A click-to-call whose own phone was not answered: the number stands in the caller ID only (t63)."""
    return row.application == "AppDial2" and is_outside_number(row.source, topology)


def _trunk_dialled(rows: Sequence[CdrRow], topology: Topology) -> str:
    dialled = (row.other_channel for row in rows if row.other_channel)
    return next((each for each in dialled if _kind(each, topology) is ChannelKind.OUTSIDE), "")


def _own_rows(rows: Sequence[CdrRow], origin: CdrRow, direction: Direction, topology: Topology) -> Sequence[CdrRow]:
    """The rows of the customer's side: who was with the customer, and when.

    A customer whom we called is the other channel until a transfer makes them a row's first (t59).
    """
    if direction is not Direction.OUTBOUND:
        return [row for row in rows if row.channel == origin.channel]
    customer = _trunk_dialled(rows, topology)
    return [row for row in rows if row.channel == origin.channel or customer in (row.channel, row.other_channel)]


def _number(origin: CdrRow, rows: Sequence[CdrRow], direction: Direction, topology: Topology) -> str:
    if direction is Direction.INBOUND:
        return origin.source
    if direction is Direction.INTERNAL:
        return endpoint_of(origin.channel).partition("/")[2]
    told = [row.destination for row in rows] + [origin.source]
    dialled = origin.destination if origin.destination.isdigit() else ""  # a short one: 112, another PBX (t80)
    return next((number for number in told if is_outside_number(number, topology)), dialled)


def _did(rows: Sequence[CdrRow], topology: Topology) -> str:
    apart = next((row.did for row in rows if row.did), "")
    return apart or next((row.destination for row in rows if is_outside_number(row.destination, topology)), "")


def _trunk(origin: CdrRow, rows: Sequence[CdrRow], direction: Direction, topology: Topology) -> str:
    if direction is Direction.INBOUND:
        return endpoint_of(origin.channel)
    return endpoint_of(_trunk_dialled(rows, topology)) if direction is Direction.OUTBOUND else ""


def _first_answer(spoken: Sequence[CdrRow], legs: Sequence[CdrLeg]) -> datetime | None:
    told = [row.answered_at for row in spoken if row.answered_at] + [leg.answered_at for leg in legs if leg.answered_at]
    return min(told, default=None)


def _answered_by(direction: Direction, own: Sequence[CdrRow], legs: Sequence[CdrLeg]) -> str:
    spoken = [leg for leg in legs if leg.answered_at is not None]
    if spoken:
        # of two in the same second the one that came later
        return max(reversed(spoken), key=lambda leg: leg.answered_at or leg.rang_at).endpoint
    is_ours = direction is Direction.OUTBOUND and any(row.is_answered for row in own)
    return endpoint_of(own[0].channel) if is_ours else ""


def _ring_seconds(legs: Sequence[CdrLeg], first_answer: datetime | None) -> float:
    rung = [leg for leg in legs if leg.ring_end]
    if not rung:
        return 0.0
    began = min(leg.rang_at for leg in rung)
    last = first_answer or max(leg.ended_at for leg in rung)
    return max(0.0, (last - began).total_seconds())


def _outcome(direction: Direction, own: Sequence[CdrRow], legs: Sequence[CdrLeg], *, is_answered: bool) -> Outcome:
    if is_answered:
        return Outcome.ANSWERED
    last = own[-1]
    if direction is not Direction.INBOUND:
        return _DIALLED.get(own[0].disposition, Outcome.NO_ANSWER)
    if last.application == _QUEUE:  # another row follows when the queue lets the caller go on
        return Outcome.ABANDONED
    ends = {row.disposition for row in own if row.other_channel}
    if not ends and not legs:
        return Outcome.MISSED if own[0].disposition == "ANSWERED" else _UNRUNG.get(own[0].disposition, Outcome.MISSED)
    if len(ends) == 1:
        return _RUNG.get(ends.pop(), Outcome.MISSED)
    return Outcome.MISSED


_DIALLED = {"BUSY": Outcome.BUSY, "FAILED": Outcome.FAILED, "CONGESTION": Outcome.FAILED}
_RUNG = {"BUSY": Outcome.BUSY, "FAILED": Outcome.UNAVAILABLE, "CONGESTION": Outcome.FAILED}
_UNRUNG = _RUNG
"""No phone of ours was even tried: Asterisk says FAILED of an extension that is not registered."""


def _is_partial(rows: Sequence[CdrRow], own: Sequence[CdrRow], legs: Sequence[CdrLeg]) -> bool:
    talks = [leg for leg in legs if leg.answered_at is not None]
    has_early_answer = any(row.answered_at == row.started_at and row.other_channel for row in own)
    return len(talks) > 1 or has_early_answer or any(not row.linked_id for row in rows)
