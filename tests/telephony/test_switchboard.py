"""The switchboard against a model PBX in every interleaving, and the moves no recording has yet."""

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from callbridge.kernel.ids import CallId
from callbridge.telephony.ami_event import AmiEvent
from callbridge.telephony.call_event import (
    CallAnswered,
    CallEnded,
    CallEvent,
    CallStarted,
    HungUpBy,
    Outcome,
    PhoneRang,
    PhoneStopped,
    RingEnd,
)
from callbridge.telephony.switchboard import REMEMBERED_ENDS
from tests.support.model_pbx import ModelCall, ModelChannel, ModelPbx
from tests.support.recordings import assert_coherent, assert_forgotten, follow, instant, load, new_tracker, of_type


class CallsOfAllKinds(RuleBasedStateMachine):
    """Several calls at once, each ringing phones, answered, held, handed on, given up, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.pbx = ModelPbx()
        self.tracker = new_tracker()
        self.said: list[CallEvent] = []
        self.now = 0.0
        self.unseen: set[str] = set()
        """Calls of which the tracker missed something."""

    def feed(self, events: list[AmiEvent]) -> None:
        for event in events:
            self.said += self.tracker.feed(event, instant(self.now))

    def pick(self, data: st.DataObject, calls: list[ModelCall]) -> ModelCall:
        return data.draw(st.sampled_from(calls))

    @property
    def ringing(self) -> list[ModelCall]:
        return [call for call in self.pbx.calls if call.ringing]

    @property
    def talking(self) -> list[ModelCall]:
        return [call for call in self.pbx.calls if call.talker is not None]

    @property
    def idle(self) -> list[ModelCall]:
        return [call for call in self.pbx.calls if call.talker is None]

    @rule(seconds=st.sampled_from([0.001, 0.25, 7.0]))
    def time_passes(self, seconds: float) -> None:
        self.pbx.pass_time(seconds)
        self.now += seconds

    @precondition(lambda self: len(self.pbx.calls) < 4)
    @rule()
    def a_customer_calls(self) -> None:
        self.feed(self.pbx.call_in())

    @precondition(lambda self: self.idle)
    @rule(data=st.data(), extension=st.integers(101, 104), is_ringing_first=st.booleans())
    def a_phone_rings(self, data: st.DataObject, extension: int, *, is_ringing_first: bool) -> None:
        self.feed(self.pbx.dial(self.pick(data, self.idle), extension, is_ringing_first=is_ringing_first))

    @precondition(lambda self: self.ringing)
    @rule(data=st.data())
    def a_phone_is_answered(self, data: st.DataObject) -> None:
        call = self.pick(data, self.ringing)
        self.feed(self.pbx.answer(call, data.draw(st.sampled_from(call.ringing))))

    @precondition(lambda self: self.ringing)
    @rule(data=st.data(), end=st.sampled_from([("NOANSWER", "0"), ("BUSY", "17")]))
    def a_phone_stops_ringing(self, data: st.DataObject, end: tuple[str, str]) -> None:
        call = self.pick(data, self.ringing)
        self.feed(self.pbx.give_up(call, data.draw(st.sampled_from(call.ringing)), *end))

    @precondition(lambda self: self.talking)
    @rule(data=st.data(), is_caller=st.booleans())
    def a_side_holds_or_resumes(self, data: st.DataObject, *, is_caller: bool) -> None:
        call = self.pick(data, self.talking)
        side: ModelChannel | None = call.caller if is_caller else call.talker
        assert side is not None
        self.feed(self.pbx.toggle_hold(side))

    @precondition(lambda self: self.talking)
    @rule(data=st.data())
    def the_operator_hands_on(self, data: st.DataObject) -> None:
        self.feed(self.pbx.part(self.pick(data, self.talking)))

    @precondition(lambda self: self.pbx.calls)
    @rule(data=st.data())
    def the_customer_hangs_up(self, data: st.DataObject) -> None:
        self.feed(self.pbx.hang_up(self.pick(data, self.pbx.calls)))

    @rule()
    def the_link_is_cut_for_a_moment(self) -> None:
        self.tracker.link_lost(instant(self.now))
        assert self.tracker.resync(self.pbx.snapshot(), instant(self.now)) == []

    @precondition(lambda self: self.pbx.calls)
    @rule(data=st.data(), is_answered=st.booleans())
    def something_happens_while_the_link_is_cut(self, data: st.DataObject, *, is_answered: bool) -> None:
        call = self.pick(data, self.pbx.calls)
        self.unseen.add(call.caller.unique_id)
        self.tracker.link_lost(instant(self.now))
        if is_answered and call.ringing:
            self.pbx.answer(call, call.ringing[0])
        else:
            self.pbx.hang_up(call)
        self.said += self.tracker.resync(self.pbx.snapshot(), instant(self.now))

    @invariant()
    def memory_is_what_lives(self) -> None:
        assert self.tracker.live_calls == len(self.pbx.calls)
        channels = sum(1 + len(call.ringing) + (call.talker is not None) for call in self.pbx.calls)
        assert self.tracker.live_channels == channels

    def teardown(self) -> None:
        for call in list(self.pbx.calls):
            self.feed(self.pbx.hang_up(call))
        assert_coherent(self.said)
        assert_forgotten(self.tracker)
        assert len(of_type(self.said, CallStarted)) == len(of_type(self.said, CallEnded)) == len(self.pbx.ended)
        assert len(of_type(self.said, PhoneRang)) == sum(call.rang for call in self.pbx.ended)
        for ended, call in zip(of_type(self.said, CallEnded), self.pbx.ended, strict=True):
            assert ended.call_id == f"main:{call.caller.unique_id}"
            assert ended.talk_seconds <= call.talk_seconds + call.hold_seconds + 0.001
            if call.caller.unique_id in self.unseen:
                continue
            assert (ended.outcome is Outcome.ANSWERED) is call.is_answered
            assert ended.talk_seconds == pytest.approx(call.talk_seconds, abs=0.001)
            assert ended.hold_seconds == pytest.approx(call.hold_seconds, abs=0.001)


CallsOfAllKinds.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestCallsOfAllKinds = CallsOfAllKinds.TestCase


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
