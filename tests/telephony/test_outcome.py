"""What the network did to a call, and who ended it."""

import pytest

from callbridge.telephony.call import Call
from callbridge.telephony.call_event import Direction, HungUpBy, Outcome, RingEnd
from callbridge.telephony.outcome import hung_up_by, outcome_of, side_of
from tests.support.recordings import instant
from tests.support.telephony_parts import OTHER_PHONE, PHONE, TRUNK, add_channel, new_call


def call_of(direction: Direction, *, cause: int = 16, status: str = "", rings: set[RingEnd] | None = None) -> Call:
    call = new_call()
    call.direction, call.cause, call.dial_status, call.ring_ends = direction, cause, status, rings or set()
    return call


@pytest.mark.parametrize(
    ("rings", "cause", "outcome"),
    [
        ({RingEnd.NO_ANSWER}, 16, Outcome.MISSED),
        ({RingEnd.CALLER_GONE}, 127, Outcome.MISSED),
        ({RingEnd.REJECTED}, 17, Outcome.BUSY),
        ({RingEnd.REJECTED, RingEnd.NO_ANSWER}, 16, Outcome.MISSED),
        ({RingEnd.UNAVAILABLE}, 20, Outcome.UNAVAILABLE),
        (set(), 3, Outcome.UNAVAILABLE),
        (set(), 17, Outcome.BUSY),
        (set(), 16, Outcome.MISSED),
        (set(), 38, Outcome.FAILED),
    ],
)
def test_an_inbound_call_nobody_answered(rings: set[RingEnd], cause: int, outcome: Outcome) -> None:
    assert outcome_of(call_of(Direction.INBOUND, cause=cause, rings=rings)) is outcome


@pytest.mark.parametrize(
    ("status", "cause", "outcome"),
    [
        ("BUSY", 17, Outcome.BUSY),
        ("", 21, Outcome.BUSY),
        ("NOANSWER", 16, Outcome.NO_ANSWER),
        ("CANCEL", 127, Outcome.NO_ANSWER),
        ("CHANUNAVAIL", 16, Outcome.UNAVAILABLE),
        ("CONGESTION", 16, Outcome.FAILED),
        ("CONGESTION", 1, Outcome.UNAVAILABLE),
        ("", 38, Outcome.FAILED),
    ],
)
def test_an_outbound_call_nobody_answered(status: str, cause: int, outcome: Outcome) -> None:
    assert outcome_of(call_of(Direction.OUTBOUND, cause=cause, status=status)) is outcome


@pytest.mark.parametrize(
    ("end", "outcome"), [(RingEnd.REJECTED, Outcome.NO_ANSWER), (RingEnd.UNAVAILABLE, Outcome.UNAVAILABLE)]
)
def test_a_click_to_call_the_operator_did_not_take_says_nothing_of_the_far_end(end: RingEnd, outcome: Outcome) -> None:
    assert outcome_of(call_of(Direction.OUTBOUND, cause=17, status="BUSY", rings={end})) is outcome


def test_an_answer_outweighs_everything_but_the_outage() -> None:
    call = call_of(Direction.INBOUND, rings={RingEnd.REJECTED})
    call.first_answer_at, call.is_abandoned = instant(1), True
    assert outcome_of(call) is Outcome.ANSWERED
    call.is_lost = True
    assert (outcome_of(call), hung_up_by(call)) == (Outcome.UNKNOWN, HungUpBy.PBX)


def test_who_was_up_at_first_sight_may_have_been_answered() -> None:
    call = call_of(Direction.INBOUND, rings={RingEnd.NO_ANSWER})
    call.may_be_answered = True
    assert outcome_of(call) is Outcome.UNKNOWN


def test_a_call_whose_customer_was_never_seen_has_no_known_end() -> None:
    call = call_of(Direction.INBOUND, rings={RingEnd.NO_ANSWER})
    call.is_partial, call.hung_up_by = True, HungUpBy.OPERATOR
    assert (outcome_of(call), hung_up_by(call)) == (Outcome.UNKNOWN, HungUpBy.UNKNOWN)


def test_sides_are_the_customer_and_ours_or_the_calling_and_the_called_phone() -> None:
    call = call_of(Direction.INBOUND)
    trunk, phone = add_channel(call, TRUNK, "4"), add_channel(call, PHONE)
    call.customer = trunk
    assert (side_of(trunk, call), side_of(phone, call)) == (HungUpBy.CALLER, HungUpBy.OPERATOR)
    internal = call_of(Direction.INTERNAL)
    calling, called = add_channel(internal, PHONE, "4"), add_channel(internal, OTHER_PHONE)
    assert (side_of(calling, internal), side_of(called, internal)) == (HungUpBy.CALLER, HungUpBy.OPERATOR)


def test_when_nobody_asked_the_pbx_ended_it() -> None:
    call = call_of(Direction.INBOUND)
    assert hung_up_by(call) is HungUpBy.PBX
    call.is_partial = True
    assert hung_up_by(call) is HungUpBy.UNKNOWN
