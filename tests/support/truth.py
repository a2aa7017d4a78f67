"""What a tracker that saw only a part may say: part of the truth, and nothing false."""

from collections.abc import Sequence

from callbridge.kernel.ids import CallId
from callbridge.telephony.call_event import (
    CallAnswered,
    CallEnded,
    CallEvent,
    CallStarted,
    Direction,
    HungUpBy,
    Outcome,
    PhoneRang,
)
from tests.support.recordings import of_type


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
