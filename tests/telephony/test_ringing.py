"""The end of a leg's ring."""

from callbridge.telephony.call_event import Direction, PhoneStopped, RingEnd
from callbridge.telephony.ringing import counts, stop_ring
from callbridge.telephony.teller import Teller
from tests.support.recordings import instant
from tests.support.telephony_parts import PHONE, TRUNK, add_channel, new_call


def test_a_ring_ends_once() -> None:
    teller = Teller()
    said = teller.begin(instant(5))
    phone = add_channel(new_call(), PHONE)
    phone.ring_since, phone.is_ring_told = instant(2), True
    for _ in range(2):
        stop_ring(phone, RingEnd.NO_ANSWER, teller)
    assert [(event.reason, event.ring_seconds) for event in said if isinstance(event, PhoneStopped)] == [
        (RingEnd.NO_ANSWER, 3.0)
    ]


def test_a_ring_nobody_was_told_of_ends_in_silence() -> None:
    teller = Teller()
    said = teller.begin(instant(5))
    phone = add_channel(new_call(), PHONE)
    phone.ring_since = instant(2)
    stop_ring(phone, RingEnd.NO_ANSWER, teller)
    assert said == []
    assert phone.call.last_ring_end_at == instant(5)


def test_the_side_that_was_called_counts() -> None:
    call = new_call()
    phone, trunk = add_channel(call, PHONE), add_channel(call, TRUNK)
    call.direction = Direction.OUTBOUND
    assert (counts(phone, call), counts(trunk, call)) == (False, True)
    call.direction = Direction.INBOUND
    assert (counts(phone, call), counts(trunk, call)) == (True, False)
