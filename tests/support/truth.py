"""What a tracker must say of a customer's visit, and what one that saw only a part of it may say."""

from collections.abc import Sequence
from typing import Any

from callbridge.kernel.ids import CallId
from callbridge.telephony.call_event import (
    CallAnswered,
    CallEnded,
    CallEvent,
    CallParked,
    CallPickedUp,
    CallQueued,
    CallStarted,
    CallTransferred,
    CallUnparked,
    Direction,
    HungUpBy,
    Outcome,
    PhoneRang,
    UnparkReason,
)
from tests.support.recordings import of_type

DIRECTIONS = {"in": Direction.INBOUND, "out": Direction.OUTBOUND}


def extension(endpoint: str) -> str:
    """Return ``101`` of ``PJSIP/101``."""
    return endpoint.removeprefix("PJSIP/")


def assert_visit(truth: dict[str, Any], said: Sequence[CallEvent]) -> None:
    """Hold that one call is told as its script's people did it: who, on which line, who rang, how it ended."""
    (started,) = of_type(said, CallStarted)
    (ended,) = of_type(said, CallEnded)
    assert started.direction is DIRECTIONS[truth["direction"]]
    assert started.number == truth.get("caller", truth.get("callee"))
    assert started.did == truth.get("did", "")
    assert [extension(event.endpoint) for event in of_type(said, PhoneRang)] == truth["rang"]
    assert (ended.outcome, ended.hung_up_by) == (Outcome(truth["disposition"]), HungUpBy(truth["hangup_by"]))
    assert [event.queue for event in of_type(said, CallQueued)] == truth.get("queues", [])


def assert_handovers(truth: dict[str, Any], said: Sequence[CallEvent]) -> None:
    """Hold that transfers, pickups and parking are told by name."""
    transfers = [[e.kind.value, extension(e.endpoint), e.target] for e in of_type(said, CallTransferred)]
    if "transfers" in truth:  # a Redirect is no transfer to Asterisk
        assert transfers == [each for each in truth["transfers"] if each[0] != "redirect"]
    pickups = [[extension(e.endpoint), extension(e.rang_endpoint)] for e in of_type(said, CallPickedUp)]
    assert pickups == truth.get("picked_up", [])
    assert [extension(e.endpoint) for e in of_type(said, CallParked)] == truth.get("parked", [])
    fetched = [extension(e.endpoint) for e in of_type(said, CallUnparked) if e.reason is UnparkReason.RETRIEVED]
    assert fetched == truth.get("unparked", [])


def assert_part_of(said: Sequence[CallEvent], whole: Sequence[CallEvent], *, unseen_hold: bool = False) -> None:
    """Hold that everything said of calls, rings, answers and ends is true of the `whole`.

    `unseen_hold`: no list tells that a call is on hold; until its Unhold that time may count as talk.
    """
    assert _legs(of_type(said, PhoneRang)) <= _legs(of_type(whole, PhoneRang))
    assert _legs(of_type(said, CallAnswered)) <= _legs(of_type(whole, CallAnswered))
    starts: dict[CallId, CallStarted] = {event.call_id: event for event in of_type(whole, CallStarted)}
    ends: dict[CallId, CallEnded] = {event.call_id: event for event in of_type(whole, CallEnded)}
    for started in of_type(said, CallStarted):
        if started.direction is Direction.INTERNAL and started.call_id not in starts:
            continue  # colleagues left alone in a conference with a customer who is not seen
        truth = starts[started.call_id]
        assert (started.direction, started.number) == (truth.direction, truth.number)
        assert started.did in (truth.did, "")
    for ended in of_type(said, CallEnded):
        if ended.call_id not in ends:
            continue
        end = ends[ended.call_id]
        assert ended.outcome in (end.outcome, Outcome.UNKNOWN) or _is_unanswered(ended, end)
        assert ended.hung_up_by in (end.hung_up_by, HungUpBy.UNKNOWN)
        assert ended.talk_seconds <= end.talk_seconds + unseen_hold * end.hold_seconds + 0.01


def _legs(events: Sequence[PhoneRang | CallAnswered]) -> set[tuple[str, str]]:
    return {(event.leg_id, event.endpoint) for event in events}


def _is_unanswered(ended: CallEnded, truth: CallEnded) -> bool:
    """Say whether both say that nobody answered: who starts after the queue was left cannot know of it."""
    return {ended.outcome, truth.outcome} == {Outcome.MISSED, Outcome.ABANDONED}
