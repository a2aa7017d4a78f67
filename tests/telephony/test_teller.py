"""What is told, at which instant."""

from callbridge.telephony.call_event import CallAnswered, CallEnded, Direction, PhoneRang
from callbridge.telephony.teller import Teller
from tests.support.recordings import instant
from tests.support.telephony_parts import PHONE, add_channel, new_call


def test_each_step_has_a_list_of_its_own() -> None:
    teller = Teller()
    call = new_call()
    first = teller.begin(instant(1))
    teller.started(call, Direction.INBOUND)
    second = teller.begin(instant(2))
    assert (len(first), second) == (1, [])


def test_a_call_starts_when_it_did_and_a_late_ring_rings_since_then() -> None:
    teller = Teller()
    call = new_call()
    phone = add_channel(call, PHONE)
    said = teller.begin(instant(5))
    teller.started(call, Direction.INBOUND)
    teller.rang(phone, instant(3))
    assert [event.at for event in said] == [instant(0), instant(3)]
    assert isinstance(said[1], PhoneRang)


def test_an_answer_found_in_a_snapshot_is_partial() -> None:
    teller = Teller()
    call = new_call()
    teller.is_catching_up = True
    said = teller.begin(instant(5))
    teller.answered(call, add_channel(call, PHONE), 0.0, is_blind=False)
    assert isinstance(said[0], CallAnswered)
    assert said[0].is_partial


def test_ring_and_wait_end_with_the_first_answer() -> None:
    teller = Teller()
    call = new_call()
    call.first_ring_at, call.first_answer_at, call.wait_seconds = instant(1), instant(4), 4.0
    call.last_ring_end_at = instant(9)
    said = teller.begin(instant(20))
    teller.ended(call)
    assert isinstance(said[0], CallEnded)
    assert (said[0].wait_seconds, said[0].ring_seconds) == (4.0, 3.0)


def test_without_an_answer_the_whole_call_was_waiting() -> None:
    teller = Teller()
    call = new_call()
    call.first_ring_at, call.last_ring_end_at = instant(1), instant(9)
    said = teller.begin(instant(20))
    teller.ended(call)
    assert isinstance(said[0], CallEnded)
    assert (said[0].wait_seconds, said[0].ring_seconds) == (20.0, 8.0)
