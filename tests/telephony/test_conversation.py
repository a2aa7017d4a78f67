"""Who answered and who holds."""

from callbridge.telephony.bridge import Bridges
from callbridge.telephony.call import Call
from callbridge.telephony.call_event import CallAnswered, CallEvent, CallHeld, CallResumed, Direction
from callbridge.telephony.channel import Channel
from callbridge.telephony.conversation import Conversations
from callbridge.telephony.talk import Line
from callbridge.telephony.teller import Teller
from tests.support.recordings import instant
from tests.support.telephony_parts import OTHER_PHONE, PHONE, TRUNK, add_channel, new_call


class Room:
    """A call that has been told, with its bridges."""

    def __init__(self, direction: Direction) -> None:
        self.bridges, teller = Bridges(), Teller()
        self.talks = Conversations(self.bridges, teller)
        self.call: Call = new_call()
        self.call.is_told, self.call.direction = True, direction
        self.said: list[CallEvent] = teller.begin(instant(1))

    def join(self, channel: Channel, bridge_id: str = "a") -> None:
        self.bridges.enter(channel, bridge_id)
        self.talks.refresh(self.call)

    def types(self) -> list[type]:
        return [type(event) for event in self.said]


def test_a_phone_answers_when_it_hears_the_customer_and_only_once() -> None:
    room = Room(Direction.INBOUND)
    room.call.customer = add_channel(room.call, TRUNK, "4")
    phone = add_channel(room.call, PHONE)
    room.join(phone)
    assert room.said == []
    room.join(room.call.customer)
    room.talks.refresh(room.call)
    assert room.types() == [CallAnswered]
    assert room.call.talk.line is Line.TALKING


def test_two_colleagues_who_consult_do_not_talk_with_the_customer() -> None:
    room = Room(Direction.INBOUND)
    room.call.customer = add_channel(room.call, TRUNK, "4")
    room.join(add_channel(room.call, PHONE), "b")
    room.join(add_channel(room.call, OTHER_PHONE), "b")
    assert room.said == []


def test_of_an_internal_call_the_called_phone_answers() -> None:
    room = Room(Direction.INTERNAL)
    calling, called = add_channel(room.call, PHONE, "4"), add_channel(room.call, OTHER_PHONE)
    room.join(calling)
    room.join(called)
    assert [event.endpoint for event in room.said if isinstance(event, CallAnswered)] == ["PJSIP/102"]


def test_a_hold_within_a_talk_is_told_once_and_ends_once() -> None:
    room = Room(Direction.INBOUND)
    room.call.customer = add_channel(room.call, TRUNK, "4")
    phone = add_channel(room.call, PHONE)
    room.join(phone)
    room.join(room.call.customer)
    for move in (room.talks.hold, room.talks.hold, room.talks.resume, room.talks.resume):
        move(phone)
    assert room.types() == [CallAnswered, CallHeld, CallResumed]


def test_a_hold_before_any_answer_is_nobodys_business() -> None:
    room = Room(Direction.INBOUND)
    room.call.customer = add_channel(room.call, TRUNK, "4")
    room.talks.hold(room.call.customer)
    room.talks.resume(room.call.customer)
    assert room.said == []
