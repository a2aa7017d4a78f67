"""After a cut link, at any moment of any call: nothing lost, nothing doubled, nothing false."""

from dataclasses import replace

import pytest

from callbridge.telephony.ami_event import AmiEvent, PbxSnapshot
from callbridge.telephony.call_event import (
    CallAnswered,
    CallEnded,
    CallEvent,
    CallLeftQueue,
    CallQueued,
    CallStarted,
    HungUpBy,
    Outcome,
    PhoneLeft,
    PhoneRang,
    PhoneStopped,
    RingEnd,
)
from tests.support.live_channels import LiveChannels
from tests.support.recordings import (
    SMALL,
    assert_coherent,
    assert_forgotten,
    follow,
    instant,
    load,
    new_tracker,
    of_type,
    replay,
)
from tests.support.truth import assert_part_of

Timed = list[tuple[float, AmiEvent]]


def cut_at(name: str, position: int) -> tuple[Timed, PbxSnapshot, Timed]:
    """Return what was seen before, the snapshot at that position, and what comes after."""
    events = load(name).tracked
    return events[:position], LiveChannels.after(events[:position]).snapshot(), events[position:]


def moment_of(name: str, event_name: str, endpoint: str = "") -> int:
    """Return the position just behind the first such event."""
    for position, (_, event) in enumerate(load(name).tracked):
        if event.name == event_name and endpoint in event.get("Channel") + event.get("DestChannel"):
            return position + 1
    raise AssertionError(event_name)


@pytest.mark.parametrize("name", SMALL)
def test_the_daemon_may_start_at_any_moment(name: str) -> None:
    """Invariant 5: a fresh tracker, the snapshot, then the rest of the stream."""
    whole = replay(name)
    for position in range(1, len(load(name).tracked)):
        _, snapshot, rest = cut_at(name, position)
        tracker = new_tracker()
        seconds = load(name).tracked[position - 1][0]
        said = [*tracker.resync(snapshot, instant(seconds)), *follow(tracker, rest)]
        assert_coherent(said)
        assert_forgotten(tracker)
        assert_part_of(said, whole, unseen_hold=True)


@pytest.mark.parametrize("name", SMALL)
def test_a_short_cut_in_which_nothing_happened_changes_nothing(name: str) -> None:
    """Known and still there: the call goes on as if the link had never gone, to the same seconds."""
    whole = replay(name)
    for position in range(len(load(name).tracked) + 1):
        before, snapshot, rest = cut_at(name, position)
        tracker = new_tracker()
        said = follow(tracker, before)
        seconds = before[-1][0] if before else 0.0
        tracker.link_lost(instant(seconds))
        said += tracker.resync(snapshot, instant(seconds))
        said += follow(tracker, rest)
        assert_coherent(said)
        assert sorted(map(_unflagged, said)) == sorted(map(_unflagged, whole)), position
        assert_forgotten(tracker)


def _unflagged(event: CallEvent) -> str:
    """Leave out what may be told by the resync a millisecond before the events would tell it."""
    match event:
        case CallAnswered():
            event = replace(event, is_partial=False, at=instant(0), wait_seconds=0.0)
        case PhoneRang():
            event = replace(event, at=instant(0))
        case PhoneStopped() | CallEnded():
            event = replace(event, ring_seconds=0.0)
        case _:
            pass
    return repr(event)


@pytest.mark.parametrize("name", SMALL)
def test_events_that_came_while_the_lists_were_answered_are_neither_lost_nor_doubled(name: str) -> None:
    """The lists are older or newer than the live events: both orders end in one truth."""
    events = load(name).tracked
    whole = {(type(event).__name__, getattr(event, "leg_id", "")) for event in replay(name)}
    for position in range(1, len(events) - 1):
        for overlap in (0, 4):
            _, snapshot, _ = cut_at(name, min(position + overlap, len(events)))
            live = tuple(event for _, event in events[position : position + 8])
            tracker = new_tracker()
            follow(tracker, events[:position])
            at = instant(events[position - 1][0])
            said = tracker.resync(replace(snapshot, live=live), at)
            said += follow(tracker, events[position + 8 :])
            assert_forgotten(tracker)
            assert {(type(e).__name__, getattr(e, "leg_id", "")) for e in said} <= whole
            ended = [event.call_id for event in of_type(said, CallEnded)]
            assert len(ended) == len(set(ended))


def test_a_call_that_went_meanwhile_ends_unknown() -> None:
    """Trap 15: Asterisk was killed, no Hangup came, the lists are empty."""
    before, _, _ = cut_at("s01_direct_answered", moment_of("s01_direct_answered", "BridgeEnter", "trunk"))
    tracker = new_tracker()
    follow(tracker, before)
    tracker.link_lost(instant(4.022))
    left, ended = tracker.resync(PbxSnapshot(), instant(60))
    assert isinstance(left, PhoneLeft)
    assert isinstance(ended, CallEnded)
    assert left.talk_seconds == ended.talk_seconds
    assert (ended.outcome, ended.hung_up_by, ended.is_partial) == (Outcome.UNKNOWN, HungUpBy.UNKNOWN, True)
    assert ended.talk_seconds == pytest.approx(2.0, abs=0.01), "what is known to have been talked, not the outage"
    assert_forgotten(tracker)


def test_a_phone_that_rang_when_the_link_went_stops() -> None:
    before, _, _ = cut_at("s02_direct_cancel", moment_of("s02_direct_cancel", "DialBegin"))
    tracker = new_tracker()
    follow(tracker, before)
    said = tracker.resync(PbxSnapshot(), instant(60))
    assert [event.reason for event in of_type(said, PhoneStopped)] == [RingEnd.UNKNOWN]
    assert [event.outcome for event in of_type(said, CallEnded)] == [Outcome.UNKNOWN]


def test_the_loss_of_the_link_is_no_end() -> None:
    before, _, _ = cut_at("s01_direct_answered", 6)
    tracker = new_tracker()
    follow(tracker, before)
    tracker.link_lost(instant(3))
    assert tracker.live_calls == 1


def test_a_ringing_phone_found_at_the_start_rings() -> None:
    """Story 4: the daemon was killed while a phone rang: the card is back, and said to be partial."""
    _, snapshot, rest = cut_at("s04_ring_group", moment_of("s04_ring_group", "DialBegin", "102") + 1)
    tracker = new_tracker()
    said = tracker.resync(snapshot, instant(1.5))
    assert [type(event) for event in said] == [CallStarted, PhoneRang, PhoneRang]
    assert all(event.is_partial for event in of_type(said, PhoneRang))
    said += follow(tracker, rest)
    (ended,) = of_type(said, CallEnded)
    assert (ended.outcome, ended.is_partial) == (Outcome.ANSWERED, True)


def test_two_that_talk_at_the_start_are_an_answered_call() -> None:
    _, snapshot, _ = cut_at("s01_direct_answered", moment_of("s01_direct_answered", "BridgeEnter", "trunk"))
    said = new_tracker().resync(snapshot, instant(3))
    assert [type(event) for event in said] == [CallStarted, CallAnswered]
    (answered,) = of_type(said, CallAnswered)
    assert (answered.endpoint, answered.is_partial, answered.wait_seconds) == ("PJSIP/101", True, 0.0)


@pytest.mark.parametrize(
    ("age", "began_at"),
    [
        ({"Duration": "00:01:05"}, 35),
        ({"Duration": "", "Seconds": "65"}, 35),
        ({"Duration": "yesterday"}, 100),
        ({"Duration": "1:2:3:4"}, 100),
    ],
)
def test_a_call_found_at_the_start_began_when_its_channel_did(age: dict[str, str], began_at: float) -> None:
    """CoreShowChannels tells the age as a clock, Status in seconds."""
    _, snapshot, _ = cut_at("s01_direct_answered", 4)
    aged = tuple(AmiEvent(item.name, item.headers | age) for item in snapshot.channels)
    (started, *_) = new_tracker().resync(replace(snapshot, channels=aged), instant(100))
    assert started.at == instant(began_at)


def test_a_phone_answered_during_the_outage_is_told_as_partial() -> None:
    ringing = moment_of("s01_direct_answered", "DialBegin")
    talking = moment_of("s01_direct_answered", "BridgeEnter", "trunk")
    before, _, _ = cut_at("s01_direct_answered", ringing)
    _, snapshot, _ = cut_at("s01_direct_answered", talking)
    tracker = new_tracker()
    follow(tracker, before)
    said = tracker.resync(snapshot, instant(4))
    assert [event.reason for event in of_type(said, PhoneStopped)] == [RingEnd.ANSWERED]
    assert [event.is_partial for event in of_type(said, CallAnswered)] == [True]


def test_a_caller_who_waits_in_a_queue_at_the_start_is_queued_since_then() -> None:
    _, snapshot, rest = cut_at("s07_queue_abandon", moment_of("s07_queue_abandon", "Newstate"))
    entry = AmiEvent("QueueEntry", {"Queue": "sales", "Uniqueid": "1795403022.25", "Wait": "40"})
    tracker = new_tracker()
    said = tracker.resync(replace(snapshot, queues=(entry,)), instant(3))
    assert [(event.queue, event.at) for event in of_type(said, CallQueued)] == [("sales", instant(-37))]
    assert [event.queue for event in of_type(said, PhoneRang)] == ["sales"]
    said = follow(tracker, rest)
    assert [event.is_abandoned for event in of_type(said, CallLeftQueue)] == [True]
    assert [event.outcome for event in of_type(said, CallEnded)] == [Outcome.ABANDONED]


def test_a_queue_left_during_the_outage_is_left() -> None:
    before, snapshot, _ = cut_at("s07_queue_abandon", moment_of("s07_queue_abandon", "DialBegin"))
    tracker = new_tracker()
    follow(tracker, before)
    said = tracker.resync(replace(snapshot, queues=(AmiEvent("QueueParams", {"Queue": "sales"}),)), instant(3))
    assert [event.is_abandoned for event in of_type(said, CallLeftQueue)] == [False]


def test_a_channel_whose_hangup_is_live_is_not_brought_alive() -> None:
    events = load("s01_direct_answered").tracked
    _, snapshot, _ = cut_at("s01_direct_answered", len(events) - 5)
    live = tuple(event for _, event in events[-5:])
    tracker = new_tracker()
    assert tracker.resync(replace(snapshot, live=live), instant(6)) == []
    assert_forgotten(tracker)


def test_a_whole_call_that_lived_while_the_lists_were_answered_is_told() -> None:
    live = tuple(event for _, event in load("s02_direct_cancel").tracked)
    tracker = new_tracker()
    said = tracker.resync(PbxSnapshot(live=live), instant(6))
    assert [event.is_partial for event in of_type(said, CallStarted)] == [False]
    assert [event.outcome for event in of_type(said, CallEnded)] == [Outcome.MISSED]
    assert_forgotten(tracker)


def test_a_phone_being_dialled_at_the_start_rings_although_it_is_still_down() -> None:
    """Its DialBegin went by unseen, and with early media no Ringing follows."""
    _, snapshot, _ = cut_at("s01_direct_answered", moment_of("s01_direct_answered", "DialBegin"))
    said = new_tracker().resync(snapshot, instant(2))
    assert [event.endpoint for event in of_type(said, PhoneRang)] == ["PJSIP/101"]


def test_a_ring_that_ended_during_the_outage_leaves_an_unanswered_caller_missed() -> None:
    """The caller's channel is not up yet: nobody can have answered."""
    before, snapshot, _ = cut_at("s02_direct_cancel", moment_of("s02_direct_cancel", "DialBegin"))
    caller = tuple(item for item in snapshot.channels if "trunk" in item.get("Channel"))
    tracker = new_tracker()
    said = follow(tracker, before)
    said += tracker.resync(replace(snapshot, channels=caller), instant(30))
    said += follow(tracker, load("s02_direct_cancel").tracked[-1:])
    assert [event.reason for event in of_type(said, PhoneStopped)] == [RingEnd.UNKNOWN]
    assert [event.outcome for event in of_type(said, CallEnded)] == [Outcome.MISSED]


def test_a_pbx_restarted_within_the_second_may_give_its_ids_again() -> None:
    """The first channel after a kill had the id of the last one before it: its call popped no card (story 5)."""
    events = load("s01_direct_answered").tracked
    tracker = new_tracker()
    for seconds, event in events:
        if seconds < 1.5:
            tracker.feed(event, instant(seconds))
    tracker.link_lost(instant(2))
    tracker.resync(PbxSnapshot(), instant(3))
    again = [told for seconds, event in events for told in tracker.feed(event, instant(seconds + 10))]
    assert [type(told) for told in again] == [type(told) for told in follow(new_tracker(), events)]
