"""The switchboard against a model PBX: calls of all kinds in every interleaving."""

from collections import Counter

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from callbridge.kernel.ids import CallId
from callbridge.screenpop.card import CardState
from callbridge.telephony.ami_event import AmiEvent
from callbridge.telephony.call_event import (
    CallAnswered,
    CallEnded,
    CallEvent,
    CallLeftQueue,
    CallParked,
    CallPickedUp,
    CallQueued,
    CallStarted,
    CallTransferred,
    CallUnparked,
    Direction,
    Outcome,
    PhoneLeft,
    PhoneRang,
)
from tests.support.cards import Cards
from tests.support.model_call import ModelCall, ModelChannel
from tests.support.model_pbx import ModelPbx
from tests.support.recordings import assert_coherent, assert_forgotten, instant, new_tracker, of_type


class CallsOfAllKinds(RuleBasedStateMachine):
    """Several calls at once, each ringing phones, answered, held, handed on, given up, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.pbx = ModelPbx()
        self.tracker = new_tracker()
        self.said: list[CallEvent] = []
        self.cards = Cards()
        self.now = 0.0
        self.unseen: set[str] = set()
        """Calls of which the tracker missed something."""

    def feed(self, events: list[AmiEvent]) -> None:
        for event in events:
            self.hear(self.tracker.feed(event, instant(self.now)))

    def hear(self, said: list[CallEvent]) -> None:
        self.said += said
        for event in said:
            self.cards.take(event)

    def pick(self, data: st.DataObject, calls: list[ModelCall]) -> ModelCall:
        return data.draw(st.sampled_from(calls))

    @property
    def ringing(self) -> list[ModelCall]:
        return [call for call in self.pbx.calls if call.ringing]

    @property
    def talking(self) -> list[ModelCall]:
        return [call for call in self.pbx.calls if call.talker is not None]

    @property
    def free(self) -> list[ModelCall]:
        return [call for call in self.talking if call.consulting is None and not call.guests]

    @property
    def single(self) -> list[ModelCall]:
        """Return the calls whose operator has no second line."""
        return [call for call in self.talking if call.consulting is None]

    @property
    def conferences(self) -> list[ModelCall]:
        return [call for call in self.pbx.calls if call.guests]

    @property
    def queued(self) -> list[ModelCall]:
        return [call for call in self.pbx.calls if call.queue]

    @property
    def unqueued(self) -> list[ModelCall]:
        return [call for call in self.idle if not call.queue and not call.ringing]

    @property
    def asking(self) -> list[ModelCall]:
        return [call for call in self.pbx.calls if call.consulting is not None]

    @property
    def parked(self) -> list[ModelCall]:
        return [call for call in self.pbx.calls if call.is_parked]

    @property
    def idle(self) -> list[ModelCall]:
        return [call for call in self.pbx.calls if call.talker is None and not call.is_parked]

    @initialize(extensions=st.lists(st.integers(101, 104), min_size=1, max_size=3), guests=st.integers(0, 2))
    def some_calls_are_answered(self, extensions: list[int], guests: int) -> None:
        """Begin in the middle of a day: most moves need somebody who talks, some a conference."""
        for extension in extensions:
            self.feed(self.pbx.call_in())
            self.feed(self.pbx.dial(self.pbx.calls[-1], extension, is_ringing_first=False))
            self.feed(self.pbx.answer(self.pbx.calls[-1], self.pbx.calls[-1].ringing[0]))
        for extension in range(112, 112 + guests):
            self.feed(self.pbx.join_conference(self.pbx.calls[0], extension))

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

    @precondition(lambda self: self.free)
    @rule(data=st.data())
    def the_operator_leaves_the_caller_behind(self, data: st.DataObject) -> None:
        self.feed(self.pbx.part(self.pick(data, self.free)))

    @precondition(lambda self: self.free)
    @rule(data=st.data())
    def the_operator_hands_over_blindly(self, data: st.DataObject) -> None:
        self.feed(self.pbx.transfer_blindly(self.pick(data, self.free), "104"))

    @precondition(lambda self: self.free)
    @rule(data=st.data(), extension=st.integers(105, 108))
    def the_operator_asks_a_colleague(self, data: st.DataObject, extension: int) -> None:
        self.feed(self.pbx.consult(self.pick(data, self.free), extension))

    @precondition(lambda self: self.asking)
    @rule(data=st.data())
    def the_second_line_goes_on(self, data: st.DataObject) -> None:
        call = self.pick(data, self.asking)
        assert call.consulting is not None
        is_answered = call.consulting.is_answered
        self.feed(self.pbx.transfer_attended(call) if is_answered else self.pbx.join_consultation(call))

    @precondition(lambda self: self.asking)
    @rule(data=st.data())
    def the_second_line_is_handed_over(self, data: st.DataObject) -> None:
        """Whether the colleague was up (attended) or still rang (blonde)."""
        call = self.pick(data, self.asking)
        assert call.consulting is not None
        is_answered = call.consulting.is_answered
        self.feed(self.pbx.transfer_attended(call) if is_answered else self.pbx.transfer_while_ringing(call))

    @precondition(lambda self: self.single)
    @rule(data=st.data(), extension=st.integers(109, 111))
    def a_colleague_joins_the_conference(self, data: st.DataObject, extension: int) -> None:
        call = self.pick(data, self.single)
        self.feed(self.pbx.join_conference(call, extension))

    @precondition(lambda self: self.conferences)
    @rule(data=st.data())
    def a_colleague_leaves_the_conference(self, data: st.DataObject) -> None:
        call = self.pick(data, self.conferences)
        self.feed(self.pbx.leave_conference(call, data.draw(st.sampled_from(call.guests))))

    @precondition(lambda self: self.unqueued)
    @rule(data=st.data())
    def the_caller_enters_a_queue(self, data: st.DataObject) -> None:
        self.feed(self.pbx.enter_queue(self.pick(data, self.unqueued)))

    @precondition(lambda self: self.queued)
    @rule(data=st.data())
    def the_queue_lets_the_caller_go_on(self, data: st.DataObject) -> None:
        self.feed(self.pbx.time_out_of_queue(self.pick(data, self.queued)))

    @precondition(lambda self: self.asking)
    @rule(data=st.data())
    def the_second_line_is_given_up(self, data: st.DataObject) -> None:
        self.feed(self.pbx.give_consultation_up(self.pick(data, self.asking)))

    @precondition(lambda self: self.ringing)
    @rule(data=st.data(), extension=st.integers(105, 108))
    def a_colleague_picks_up(self, data: st.DataObject, extension: int) -> None:
        call = self.pick(data, self.ringing)
        self.feed(self.pbx.pick_up(call, data.draw(st.sampled_from(call.ringing)), extension))

    @precondition(lambda self: self.free)
    @rule(data=st.data())
    def the_operator_parks(self, data: st.DataObject) -> None:
        self.feed(self.pbx.park(self.pick(data, self.free)))

    @precondition(lambda self: self.parked)
    @rule(data=st.data(), extension=st.integers(105, 108))
    def a_colleague_fetches(self, data: st.DataObject, extension: int) -> None:
        self.feed(self.pbx.fetch(self.pick(data, self.parked), extension))

    @precondition(lambda self: len(self.pbx.calls) > 1)
    @rule(data=st.data())
    def the_customer_hangs_up(self, data: st.DataObject) -> None:
        self.feed(self.pbx.hang_up(self.pick(data, self.pbx.calls)))

    @rule()
    def the_link_is_cut_for_a_moment(self) -> None:
        self.tracker.link_lost(instant(self.now))
        assert self.tracker.resync(self.pbx.snapshot(), instant(self.now)) == []

    @precondition(lambda self: len(self.pbx.calls) > 1)
    @rule(data=st.data(), is_answered=st.booleans())
    def something_happens_while_the_link_is_cut(self, data: st.DataObject, *, is_answered: bool) -> None:
        call = self.pick(data, self.pbx.calls)
        self.unseen.add(call.caller.unique_id)
        self.tracker.link_lost(instant(self.now))
        if is_answered and call.ringing:
            self.pbx.answer(call, call.ringing[0])
        else:
            self.pbx.hang_up(call)
        self.hear(self.tracker.resync(self.pbx.snapshot(), instant(self.now)))

    @invariant()
    def memory_is_what_lives(self) -> None:
        assert self.tracker.live_calls == len(self.pbx.calls) + len(self.asking)
        channels = sum(1 + len(call.ringing) + len(call.partners) for call in self.pbx.calls)
        assert self.tracker.live_channels == channels + 2 * len(self.asking)

    def teardown(self) -> None:
        for call in list(self.pbx.calls):
            self.feed(self.pbx.hang_up(call))
        assert_coherent(self.said)
        assert_forgotten(self.tracker)
        ids = [e.call_id for e in of_type(self.said, CallStarted) if e.direction is Direction.INBOUND]
        assert len(ids) == len(self.pbx.ended)
        assert len([e for e in of_type(self.said, PhoneRang) if e.call_id in ids]) == sum(
            call.rang for call in self.pbx.ended
        )
        for call in self.pbx.ended:
            self._agree(call, [e for e in self.said if e.call_id == f"main:{call.caller.unique_id}"])

    def _agree(self, call: ModelCall, said: list[CallEvent]) -> None:
        """Hold that the tracker tells of the call what the model knows."""
        (ended,) = of_type(said, CallEnded)
        left = of_type(said, PhoneLeft)
        assert ended.talk_seconds <= call.talk_seconds + call.hold_seconds + 0.001
        assert sum(event.talk_seconds for event in left) <= call.bridged_seconds + 0.001
        self._agree_on_cards(ended.call_id)
        if call.caller.unique_id in self.unseen:
            return
        assert (ended.outcome is Outcome.ANSWERED) is call.is_answered
        assert (ended.outcome is Outcome.ABANDONED) is (not call.is_answered and any(gave for _, gave in call.stays))
        assert [(event.queue, event.is_abandoned) for event in of_type(said, CallLeftQueue)] == call.stays
        assert len(of_type(said, CallQueued)) == len(call.stays)
        assert ended.talk_seconds == pytest.approx(call.talk_seconds, abs=0.001)
        assert ended.hold_seconds == pytest.approx(call.hold_seconds, abs=0.001)
        talked = {event.leg_id.removeprefix("main:"): event.talk_seconds for event in left if event.talk_seconds}
        assert talked == pytest.approx(call.talked, abs=0.001)
        assert [_named(event) for event in said if isinstance(event, HANDOVERS)] == call.told

    def _agree_on_cards(self, call_id: CallId) -> None:
        """Hold that every card was withdrawn once, or answered and is left to be finished by its operator."""
        kept = self.cards.end(call_id).views
        assert {view.state for view in kept.values()} <= {CardState.WRAP_UP}
        came = Counter(who for call, who in self.cards.shown if call == call_id)
        went = Counter(who for call, who in self.cards.withdrawn if call == call_id)
        assert came == went + Counter(list(kept))
        spoke = {event.endpoint for event in of_type(self.said, CallAnswered) if event.call_id == call_id}
        assert {f"PJSIP/{who}" for who in kept} <= spoke


HANDOVERS = (CallTransferred, CallPickedUp, CallParked, CallUnparked)


def _named(event: CallTransferred | CallPickedUp | CallParked | CallUnparked) -> str:
    match event:
        case CallTransferred(kind=kind):
            return kind.value
        case CallPickedUp():
            return "pickup"
        case CallParked():
            return "parked"
        case CallUnparked():
            return "unparked"


CallsOfAllKinds.TestCase.settings = settings(max_examples=100, stateful_step_count=50, deadline=None)
TestCallsOfAllKinds = CallsOfAllKinds.TestCase
