"""What happens to the customer of one live call, as it is kept: queues, holds, transfers, pickups, parking.

Asterisk names who gives a call away; who took it is whose answer comes next, or came in the same instant.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, ClassVar

from callbridge.crm.call_log import TRANSFERS, MomentKind, MomentRecord
from callbridge.kernel.ids import OperatorId
from callbridge.screenpop.card_view import LiveLeg
from callbridge.telephony.call_event import (
    CallAnswered,
    CallEvent,
    CallHeld,
    CallLeftQueue,
    CallParked,
    CallPickedUp,
    CallQueued,
    CallResumed,
    CallTransferred,
    CallUnparked,
    TransferKind,
    UnparkReason,
)

MAX_MOMENTS = 200
"""Kept of one call, the first ones; a call that is handed round for ever must not fill the memory."""
SAME_INSTANT = timedelta(seconds=1)
"""Within it an answer belongs to the attended transfer that is told behind it (t05)."""
_TEXT_LIMIT = 255
"""Characters of the network's texts that are kept."""

_KINDS = {TransferKind.BLIND: MomentKind.BLIND, TransferKind.ATTENDED: MomentKind.ATTENDED}
Operators = tuple[OperatorId, ...]
Legs = Collection[LiveLeg]


class LiveMoments:
    """Collects the moments of one call; `earlier` are those kept before the daemon restarted."""

    def __init__(self, earlier: Sequence[MomentRecord] = ()) -> None:
        self._kept = list(earlier)
        self._awaited = _unanswered(earlier)
        """The transfer whose taker is not known yet."""

    @property
    def kept(self) -> tuple[MomentRecord, ...]:
        """All so far, in the order of time."""
        return tuple(self._kept)

    def note(self, event: CallEvent, operators: Operators, legs: Legs) -> None:
        """Take one event of the call; `operators` sit at its endpoint, `legs` are the call's before the event."""
        write = self._WRITERS.get(type(event))
        if write is not None:
            write(self, event, operators, legs)

    def _add(self, kind: MomentKind, at: datetime, operators: Operators = (), **parts: Any) -> None:
        if len(self._kept) >= MAX_MOMENTS:
            return
        texts = {name: part[:_TEXT_LIMIT] for name, part in parts.items() if isinstance(part, str) and name != "leg_id"}
        self._kept.append(MomentRecord(kind=kind, at=at, operator_id=_first(operators), **(parts | texts)))

    def _queued(self, event: CallQueued, _: Operators, __: Legs) -> None:
        waits = self._last(MomentKind.QUEUED, MomentKind.LEFT_QUEUE)
        if waits is None or (waits.kind, waits.target) != (
            MomentKind.QUEUED,
            event.queue,
        ):  # else a snapshot tells it again
            self._add(MomentKind.QUEUED, event.at, target=event.queue)

    def _left_queue(self, event: CallLeftQueue, _: Operators, __: Legs) -> None:
        reason = UnparkReason.CALLER_GONE.value if event.is_abandoned else ""
        self._add(MomentKind.LEFT_QUEUE, event.at, target=event.queue, reason=reason, seconds=event.wait_seconds)

    def _held(self, event: CallHeld, operators: Operators, _: Legs) -> None:
        self._add(MomentKind.HELD, event.at, operators, leg_id=event.leg_id, endpoint=event.endpoint)

    def _resumed(self, event: CallResumed, operators: Operators, _: Legs) -> None:
        self._add(
            MomentKind.RESUMED,
            event.at,
            operators,
            leg_id=event.leg_id,
            endpoint=event.endpoint,
            seconds=event.hold_seconds,
        )

    def _transferred(self, event: CallTransferred, operators: Operators, legs: Legs) -> None:
        parked = self._parked_now()
        if parked is not None and parked.endpoint == event.endpoint and event.kind is TransferKind.BLIND:
            return  # the transfer to the parking lot's own number, told behind the parking (t23)
        before = len(self._kept)
        taker = _taker(event, legs) if event.kind is TransferKind.ATTENDED else None
        self._add(
            _KINDS[event.kind],
            event.at,
            operators,
            endpoint=event.endpoint,
            target=event.target,
            colleague_endpoint=taker.endpoint if taker else "",
            colleague_id=_first(taker.operators) if taker else None,
        )
        self._awaited = len(self._kept) - 1 if taker is None and len(self._kept) > before else None

    def _answered(self, event: CallAnswered, operators: Operators, _: Legs) -> None:
        if self._awaited is not None:
            taken = self._kept[self._awaited]
            self._kept[self._awaited] = replace(
                taken, colleague_endpoint=event.endpoint[:_TEXT_LIMIT], colleague_id=_first(operators)
            )
            self._awaited = None

    def _picked_up(self, event: CallPickedUp, operators: Operators, legs: Legs) -> None:
        rang = next((leg for leg in legs if leg.endpoint == event.rang_endpoint), None)
        self._add(
            MomentKind.PICKED_UP,
            event.at,
            operators,
            endpoint=event.endpoint,
            colleague_endpoint=event.rang_endpoint,
            colleague_id=_first(rang.operators) if rang else None,
        )

    def _parked(self, event: CallParked, operators: Operators, _: Legs) -> None:
        if self._awaited == len(self._kept) - 1 and self._kept[-1].endpoint == event.endpoint:
            del self._kept[-1]  # the transfer that led to the parking lot
        self._awaited = None
        self._add(MomentKind.PARKED, event.at, operators, endpoint=event.endpoint, target=event.space)

    def _unparked(self, event: CallUnparked, operators: Operators, _: Legs) -> None:
        parked = self._parked_now()
        self._add(
            MomentKind.UNPARKED,
            event.at,
            operators,
            endpoint=event.endpoint,
            target=event.space,
            colleague_endpoint=parked.endpoint if parked else "",
            colleague_id=parked.operator_id if parked else None,
            reason=event.reason.value,
            seconds=max(0.0, (event.at - parked.at).total_seconds()) if parked else 0.0,
        )

    def _parked_now(self) -> MomentRecord | None:
        last = self._last(MomentKind.PARKED, MomentKind.UNPARKED)
        return last if last is not None and last.kind is MomentKind.PARKED else None

    def _last(self, *kinds: MomentKind) -> MomentRecord | None:
        return next((each for each in reversed(self._kept) if each.kind in kinds), None)

    _WRITERS: ClassVar[dict[type, Callable[..., None]]] = {
        CallQueued: _queued,
        CallLeftQueue: _left_queue,
        CallHeld: _held,
        CallResumed: _resumed,
        CallTransferred: _transferred,
        CallAnswered: _answered,
        CallPickedUp: _picked_up,
        CallParked: _parked,
        CallUnparked: _unparked,
    }


def _unanswered(moments: Sequence[MomentRecord]) -> int | None:
    """Return the place of a last transfer that nobody has taken yet."""
    place = max((at for at, each in enumerate(moments) if each.kind in TRANSFERS), default=None)
    return place if place is not None and not moments[place].colleague_endpoint else None


def _first(operators: Operators) -> OperatorId | None:
    return operators[0] if operators else None


def _taker(event: CallTransferred, legs: Legs) -> LiveLeg | None:
    """Return the phone that has the customer already: the one that is named, else one that answered this instant."""
    others = [leg for leg in legs if leg.is_talking and leg.endpoint != event.endpoint]
    named = [leg for leg in others if leg.endpoint.rpartition("/")[2] == event.target]
    fresh = [leg for leg in others if leg.answered_at is not None and event.at - leg.answered_at <= SAME_INSTANT]
    return next(iter([*named, *reversed(fresh)]), None)
