"""Stays in queues, as the tracker tells them."""

from callbridge.telephony.ami_event import AmiEvent
from callbridge.telephony.call_event import CallEnded, CallEvent, CallLeftQueue, CallQueued, Outcome
from callbridge.telephony.queue import QueueStay
from tests.support.recordings import follow, instant, load, new_tracker, of_type

BORN = load("s07_queue_abandon").tracked[0][1].headers


def said_of(*moves: tuple[str, str]) -> list[CallEvent]:
    events = [AmiEvent("Newchannel", BORN), *(AmiEvent(name, BORN | {"Queue": queue}) for name, queue in moves)]
    return follow(new_tracker(), [(float(at), event) for at, event in enumerate(events)])


def stays(said: list[CallEvent]) -> list[tuple[str, float, bool]]:
    return [(event.queue, event.wait_seconds, event.is_abandoned) for event in of_type(said, CallLeftQueue)]


def test_overflow_into_another_queue_is_two_stays() -> None:
    said = said_of(
        ("QueueCallerJoin", "sales"), ("QueueCallerLeave", "sales"), ("QueueCallerJoin", "all"), ("Hangup", "")
    )
    assert [event.queue for event in of_type(said, CallQueued)] == ["sales", "all"]
    assert stays(said) == [("sales", 1.0, False), ("all", 1.0, True)]
    assert [event.outcome for event in of_type(said, CallEnded)] == [Outcome.ABANDONED]


def test_a_queue_joined_without_leaving_the_other_ends_that_stay() -> None:
    assert stays(said_of(("QueueCallerJoin", "sales"), ("QueueCallerJoin", "all"))) == [("sales", 1.0, False)]


def test_a_caller_sent_on_by_the_queue_did_not_abandon_it() -> None:
    said = said_of(("QueueCallerJoin", "sales"), ("QueueCallerLeave", "sales"), ("Hangup", ""))
    assert stays(said) == [("sales", 1.0, False)]
    assert [event.outcome for event in of_type(said, CallEnded)] != [Outcome.ABANDONED]


def test_a_stay_begins_untold() -> None:
    assert not QueueStay("sales", instant(0), "1.1").is_told
