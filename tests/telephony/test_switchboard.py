"""The moves of the switchboard that no recording has."""

import gc

import pytest

from callbridge.kernel.ids import CallId
from callbridge.telephony.ami_event import AmiEvent
from callbridge.telephony.call import Call
from callbridge.telephony.call_event import (
    CallAnswered,
    CallEnded,
    CallEvent,
    CallStarted,
    HungUpBy,
    Outcome,
    PhoneLeft,
    PhoneRang,
    PhoneStopped,
    RingEnd,
)
from callbridge.telephony.channel import Channel
from callbridge.telephony.switchboard import REMEMBERED_ENDS
from tests.support.recordings import (
    NAMES,
    assert_coherent,
    assert_forgotten,
    follow,
    instant,
    load,
    new_tracker,
    of_type,
)


def channel(unique_id: str, name: str, state: str, **headers: str) -> dict[str, str]:
    known = {"Uniqueid": unique_id, "Linkedid": unique_id, "Channel": name, "ChannelState": state}
    return known | {"CallerIDNum": "+79161234567", "Exten": "74951110002"} | headers


def said_of(*events: tuple[str, dict[str, str]]) -> list[CallEvent]:
    return follow(new_tracker(), [(float(at), AmiEvent(name, headers)) for at, (name, headers) in enumerate(events)])


CUSTOMER = channel("1.1", "PJSIP/trunk-00000001", "4")
FIRST = channel("1.2", "PJSIP/101-00000002", "0", Linkedid="1.1", Exten="s", CallerIDNum="101")
CONSULTS = channel("1.3", "PJSIP/101-00000003", "4", Exten="102", CallerIDNum="101")
SECOND = channel("1.4", "PJSIP/102-00000004", "0", Linkedid="1.3", Exten="s", CallerIDNum="102")
UP = {"ChannelState": "6"}


def test_an_attended_transfer_between_two_calls_makes_them_one() -> None:
    """Trap 7: 102's Linkedid changes to the customer's; the customer's call goes on, with 102 in it."""
    said = said_of(
        ("Newchannel", CUSTOMER),
        ("Newchannel", FIRST),
        ("DialBegin", CUSTOMER | {f"Dest{k}": v for k, v in FIRST.items()}),
        ("BridgeEnter", FIRST | UP | {"BridgeUniqueid": "a"}),
        ("BridgeEnter", CUSTOMER | UP | {"BridgeUniqueid": "a"}),
        ("Newchannel", CONSULTS),
        ("Newchannel", SECOND),
        ("BridgeEnter", SECOND | UP | {"BridgeUniqueid": "b"}),
        ("BridgeEnter", CONSULTS | UP | {"BridgeUniqueid": "b"}),
        ("BridgeLeave", FIRST | {"BridgeUniqueid": "a"}),
        ("BridgeEnter", SECOND | UP | {"BridgeUniqueid": "a", "Linkedid": "1.1"}),
        ("Hangup", CONSULTS),
        ("Hangup", FIRST),
        ("Hangup", SECOND | {"Linkedid": "1.1"}),
        ("Hangup", CUSTOMER),
    )
    assert_coherent(said)
    assert [(event.call_id, event.endpoint) for event in of_type(said, CallAnswered)] == [
        ("main:1.1", "PJSIP/101"),
        ("main:1.3", "PJSIP/102"),
        ("main:1.1", "PJSIP/102"),
    ]
    ends = [(event.call_id, event.outcome) for event in of_type(said, CallEnded)]
    assert ends == [("main:1.3", Outcome.ANSWERED), ("main:1.1", Outcome.ANSWERED)]


def test_a_phone_that_still_rings_when_its_call_is_joined_rings_for_the_customer() -> None:
    """A blonde transfer: the colleague's card is withdrawn and the customer's comes."""
    said = said_of(
        ("Newchannel", CUSTOMER),
        ("Newchannel", CONSULTS),
        ("Newchannel", SECOND),
        ("Newstate", SECOND | {"ChannelState": "5"}),
        ("Newstate", SECOND | {"ChannelState": "5", "Linkedid": "1.1"}),
        ("Hangup", CONSULTS),
        ("Hangup", SECOND | {"Linkedid": "1.1"}),
        ("Hangup", CUSTOMER),
    )
    assert_coherent(said)
    assert [event.call_id for event in of_type(said, PhoneRang)] == ["main:1.3", "main:1.1"]
    assert next(event.reason for event in of_type(said, PhoneStopped)) is RingEnd.UNKNOWN


def test_who_hung_up_has_left_though_asterisk_keeps_the_channel() -> None:
    """R72: a blonde giver's Hangup is told only when the colleague answers (t10); by their own phone it was before."""
    recording = load("t10_blonde_feature_code")
    said = follow(new_tracker(), recording.tracked)
    hung_up = next(moment["t"] for moment in recording.truth["phones"] if moment["what"] == "end")
    left = next(event for event in of_type(said, PhoneLeft) if event.endpoint == "PJSIP/101")
    assert abs((left.at - instant(hung_up)).total_seconds()) < 0.1
    assert said.index(left) < next(
        place for place, event in enumerate(said) if isinstance(event, CallAnswered) and event.endpoint == "PJSIP/102"
    )


def test_a_linkedid_never_seen_is_another_name_of_the_same_call() -> None:
    said = said_of(
        ("Newchannel", CUSTOMER),
        ("Newstate", CUSTOMER | UP | {"Linkedid": "0.9"}),
        ("Newchannel", FIRST | {"Linkedid": "0.9"}),
        ("Newstate", FIRST | {"ChannelState": "5", "Linkedid": "0.9"}),
        ("Hangup", FIRST | {"Linkedid": "0.9"}),
        ("Hangup", CUSTOMER | {"Linkedid": "0.9"}),
    )
    assert {event.call_id for event in said} == {CallId("main:1.1")}
    assert_coherent(said)


def test_channels_in_a_parking_lot_do_not_talk() -> None:
    other = channel("1.9", "PJSIP/trunk-00000009", "4")
    lot = UP | {"BridgeUniqueid": "lot", "BridgeTechnology": "holding_bridge"}
    said = said_of(
        ("Newchannel", CUSTOMER), ("Newchannel", other), ("BridgeEnter", CUSTOMER | lot), ("BridgeEnter", other | lot)
    )
    assert [type(event) for event in said] == [CallStarted, CallStarted]


def test_a_late_event_brings_no_dead_channel_alive() -> None:
    tracker = new_tracker()
    (seconds, born), *_ = load("s01_direct_answered").tracked
    gone = AmiEvent("Hangup", born.headers)
    late = AmiEvent("Newstate", born.headers)
    follow(tracker, [(seconds, born), (seconds, gone), (seconds, late)])
    assert_forgotten(tracker)


def test_what_is_remembered_of_the_dead_is_bounded() -> None:
    tracker = new_tracker()
    for number in range(REMEMBERED_ENDS * 2):
        tracker.feed(AmiEvent("Hangup", {"Uniqueid": f"1.{number}"}), instant(0))
    assert len(tracker._board._ended) == REMEMBERED_ENDS


def test_a_second_trunk_takes_the_place_of_one_that_failed() -> None:
    phone = channel("1.1", "PJSIP/101-00000001", "4", Exten="89031112233", CallerIDNum="101")
    busy = channel("1.2", "PJSIP/one-00000002", "0", Linkedid="1.1", Exten="s", CallerIDNum="89031112233")
    works = channel("1.3", "PJSIP/two-00000003", "0", Linkedid="1.1", Exten="s", CallerIDNum="89031112233")
    said = said_of(
        ("Newchannel", phone),
        ("Newchannel", busy),
        ("Hangup", busy | {"Cause": "34"}),
        ("Newchannel", works),
        ("BridgeEnter", works | UP | {"BridgeUniqueid": "a"}),
        ("BridgeEnter", phone | UP | {"BridgeUniqueid": "a"}),
        ("Hangup", works | {"Cause": "16"}),
        ("Hangup", phone | {"Cause": "16"}),
    )
    assert [event.endpoint for event in of_type(said, CallAnswered)] == ["PJSIP/101"]
    assert [(event.outcome, event.cause) for event in of_type(said, CallEnded)] == [(Outcome.ANSWERED, 16)]


def test_a_queue_member_behind_a_local_channel_rings_and_answers_as_itself() -> None:
    """FreePBX style, ``/n``: the halves stay to the end and the phone never shares a bridge with the customer."""
    inner = channel("1.2", "Local/101@from-queue-00000001;1", "0", Linkedid="1.1", Exten="101")
    outer = channel("1.3", "Local/101@from-queue-00000001;2", "4", Linkedid="1.1", Exten="101")
    phone = channel("1.4", "PJSIP/101-00000004", "0", Linkedid="1.1", Exten="s", CallerIDNum="101")
    said = said_of(
        ("Newchannel", CUSTOMER),
        ("QueueCallerJoin", CUSTOMER | {"Queue": "sales"}),
        ("Newchannel", inner),
        ("Newchannel", outer),
        ("DialBegin", CUSTOMER | {f"Dest{k}": v for k, v in inner.items()}),
        ("Newchannel", phone),
        ("DialBegin", outer | {f"Dest{k}": v for k, v in phone.items()}),
        ("Newstate", inner | {"ChannelState": "5"}),
        ("Newstate", phone | UP),
        ("BridgeEnter", phone | UP | {"BridgeUniqueid": "b"}),
        ("BridgeEnter", outer | UP | {"BridgeUniqueid": "b"}),
        ("QueueCallerLeave", CUSTOMER | {"Queue": "sales"}),
        ("BridgeEnter", inner | UP | {"BridgeUniqueid": "a"}),
        ("BridgeEnter", CUSTOMER | UP | {"BridgeUniqueid": "a"}),
        ("HangupRequest", CUSTOMER | UP),
        ("BridgeLeave", CUSTOMER | UP | {"BridgeUniqueid": "a"}),
        ("Hangup", CUSTOMER | {"Cause": "16"}),
        ("Hangup", inner),
        ("Hangup", outer),
        ("Hangup", phone),
    )
    assert_coherent(said)
    assert [(event.endpoint, event.queue) for event in of_type(said, PhoneRang)] == [("PJSIP/101", "sales")]
    assert [event.endpoint for event in of_type(said, CallAnswered)] == ["PJSIP/101"]
    (ended,) = of_type(said, CallEnded)
    assert (ended.outcome, ended.talk_seconds) == (Outcome.ANSWERED, 2.0)


def test_a_call_forwarded_to_a_mobile_is_answered_and_not_missed() -> None:
    mobile = channel("1.2", "PJSIP/carrier-00000002", "0", Linkedid="1.1", Exten="s", CallerIDNum="89031112233")
    said = said_of(
        ("Newchannel", CUSTOMER),
        ("Newchannel", mobile),
        ("BridgeEnter", mobile | UP | {"BridgeUniqueid": "a"}),
        ("BridgeEnter", CUSTOMER | UP | {"BridgeUniqueid": "a"}),
        ("Hangup", mobile),
        ("Hangup", CUSTOMER),
    )
    assert [event.endpoint for event in of_type(said, CallAnswered)] == ["PJSIP/carrier"]
    assert [event.outcome for event in of_type(said, CallEnded)] == [Outcome.ANSWERED]


def test_a_restart_of_asterisk_in_good_order_ends_every_call_by_the_pbx() -> None:
    """Trap 15: SIGTERM sends BridgeLeave and Hangup for each, without any HangupRequest."""
    events = [timed for timed in load("s01_direct_answered").tracked if timed[1].name != "HangupRequest"]
    (ended,) = of_type(follow(new_tracker(), events), CallEnded)
    assert (ended.outcome, ended.hung_up_by) == (Outcome.ANSWERED, HungUpBy.PBX)


@pytest.mark.parametrize("name", NAMES)
def test_a_call_that_is_over_leaves_nothing_to_the_garbage_collector(name: str) -> None:
    """What is freed by reference counts alone needs no walk through all that lives, between a ring and its card."""
    recording, tracker = load(name), new_tracker()
    gc.disable()
    gc.freeze()  # what other tests left is none of ours, and need not be looked through
    try:
        for t, event in recording.tracked:
            tracker.feed(event, instant(t))
        kept = [each for each in gc.get_objects() if isinstance(each, Call | Channel)]
    finally:
        gc.unfreeze()
        gc.enable()
    assert len(kept) == tracker.live_channels + tracker.live_calls
