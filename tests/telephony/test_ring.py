"""Why a ring ended."""

import pytest

from callbridge.telephony.call_event import HungUpBy, RingEnd
from callbridge.telephony.ring import ring_end
from tests.support.recordings import instant
from tests.support.telephony_parts import OTHER_PHONE, PHONE, add_channel, new_call


@pytest.mark.parametrize(
    ("cause", "status", "reason"),
    [
        (26, "CANCEL", RingEnd.ANSWERED_ELSEWHERE),  # s04
        (17, "NOANSWER", RingEnd.REJECTED),  # trap 3
        (17, "BUSY", RingEnd.REJECTED),  # s03
        (21, "", RingEnd.REJECTED),
        (0, "NOANSWER", RingEnd.NO_ANSWER),  # s06
        (127, "CANCEL", RingEnd.CALLER_GONE),  # s02
        (20, "CHANUNAVAIL", RingEnd.UNAVAILABLE),
        (0, "CONGESTION", RingEnd.UNAVAILABLE),
        (16, "", RingEnd.UNKNOWN),
    ],
)
def test_cause_and_dial_status_together_tell_the_reason(cause: int, status: str, reason: RingEnd) -> None:
    phone = add_channel(new_call(), PHONE, "5")
    phone.hangup_cause, phone.dial_status, phone.ring_since = cause, status, instant(0)
    assert ring_end(phone, phone.call) is reason


def test_a_phone_whose_call_was_picked_up_by_another_was_answered_elsewhere() -> None:
    """Traps 5 and 6: Cause 16 and no DialEnd."""
    call = new_call()
    phone, other = add_channel(call, PHONE, "5"), add_channel(call, OTHER_PHONE, "6")
    phone.ring_since, phone.hangup_cause = instant(1), 16
    other.answered_at = instant(2)
    assert ring_end(phone, call) is RingEnd.ANSWERED_ELSEWHERE
    other.answered_at = instant(0)
    assert ring_end(phone, call) is RingEnd.UNKNOWN, "who talked before did not answer this ring"


def test_a_phone_that_was_up_without_the_customer_has_no_known_reason() -> None:
    phone = add_channel(new_call(), PHONE, "5")
    phone.ring_since, phone.answered_at, phone.hangup_cause = instant(0), instant(1), 16
    assert ring_end(phone, phone.call) is RingEnd.UNKNOWN


def test_a_caller_who_asked_to_hang_up_is_gone() -> None:
    call = new_call()
    phone = add_channel(call, PHONE, "5")
    phone.ring_since, call.hung_up_by = instant(0), HungUpBy.CALLER
    assert ring_end(phone, call) is RingEnd.CALLER_GONE


def test_a_phone_that_goes_before_its_picker_is_up_was_answered_elsewhere_all_the_same() -> None:
    """t20: a group pickup hangs up the phone that rang first."""
    phone = add_channel(new_call(), PHONE, "5")
    phone.ring_since, phone.hangup_cause, phone.is_picked_up = instant(1), 16, True
    assert ring_end(phone, phone.call) is RingEnd.ANSWERED_ELSEWHERE
