"""When a call's direction, number and line are sure."""

import pytest

from callbridge.telephony.call import is_outside_number
from callbridge.telephony.call_event import Direction
from tests.support.telephony_parts import OTHER_PHONE, PHONE, TOPOLOGY, TRUNK, add_channel, new_call

CUSTOMER = "+79161234567"


def test_a_trunk_that_calls_makes_an_inbound_call() -> None:
    call = new_call()
    trunk = add_channel(call, TRUNK, "4", CallerIDNum=CUSTOMER, CallerIDName="Anna", Exten="74951110002")
    assert call.decide(TOPOLOGY)
    assert (call.direction, call.number, call.name, call.did) == (Direction.INBOUND, CUSTOMER, "Anna", "74951110002")
    assert call.customer is trunk
    assert call.operator_endpoint == ""


@pytest.mark.parametrize(
    ("exten", "is_new", "did"),
    [("s", True, ""), ("500", True, "500"), ("500", False, ""), ("+74951110002", False, "+74951110002")],
)
def test_the_line_is_the_first_extension_if_it_surely_is_the_first(exten: str, did: str, *, is_new: bool) -> None:
    call = new_call()
    add_channel(call, TRUNK, "4", is_new=is_new, Exten=exten)
    assert call.decide(TOPOLOGY)
    assert call.did == did


def test_a_phone_that_dials_a_long_number_makes_an_outbound_call() -> None:
    call = new_call()
    add_channel(call, PHONE, "4", CallerIDNum="101", Exten="89031112233")
    assert call.decide(TOPOLOGY)
    assert (call.direction, call.number, call.operator_endpoint) == (Direction.OUTBOUND, "89031112233", "PJSIP/101")


def test_a_phone_that_dials_a_short_number_waits_for_what_it_reaches() -> None:
    """112 looks like an extension."""
    call = new_call()
    add_channel(call, PHONE, "4", Exten="112")
    assert not call.decide(TOPOLOGY)
    add_channel(call, TRUNK, "0")
    assert call.decide(TOPOLOGY)
    assert (call.direction, call.number) == (Direction.OUTBOUND, "112")


def test_two_phones_make_an_internal_call() -> None:
    call = new_call()
    add_channel(call, PHONE, "4", CallerIDNum="74951110000", CallerIDName="Operator 101", Exten="102")
    add_channel(call, OTHER_PHONE)
    assert call.decide(TOPOLOGY)
    assert (call.direction, call.number, call.name) == (Direction.INTERNAL, "101", "Operator 101")


def test_an_originated_phone_is_outbound_when_the_caller_id_is_the_customer() -> None:
    """Trap 11."""
    call = new_call()
    add_channel(call, PHONE, "0", CallerIDNum="89031112233", Exten="s")
    assert call.decide(TOPOLOGY)
    assert (call.direction, call.number) == (Direction.OUTBOUND, "89031112233")


def test_an_originated_phone_without_a_number_is_not_told() -> None:
    call = new_call()
    add_channel(call, PHONE, "0", CallerIDNum="101", Exten="s")
    assert not call.decide(TOPOLOGY)
    assert not call.decide_at_the_end(TOPOLOGY)


def test_a_local_half_that_begins_the_call_waits_for_the_network() -> None:
    call = new_call()
    add_channel(call, "Local/101@in-00000001;1")
    add_channel(call, PHONE)
    assert not call.decide(TOPOLOGY)
    trunk = add_channel(call, TRUNK, CallerIDNum="89031112233")
    assert call.decide(TOPOLOGY)
    assert (call.direction, call.customer) == (Direction.OUTBOUND, trunk)


def test_of_a_call_whose_beginning_is_gone_a_phones_display_proves_nothing() -> None:
    """Recordings t09, t22, t59: it may show the customer of a call that this phone is only being handed."""
    call = new_call(is_partial=True)
    add_channel(call, PHONE, "5", is_new=False, Uniqueid="1.5", ConnectedLineNum=CUSTOMER)
    assert not call.decide(TOPOLOGY)


def test_a_phone_called_by_a_colleague_says_nothing_about_the_call_behind() -> None:
    """Recording s09b attached during the consultation: the customer is elsewhere."""
    call = new_call(is_partial=True)
    add_channel(call, PHONE, "5", is_new=False, Uniqueid="1.5", ConnectedLineNum="102")
    assert not call.decide(TOPOLOGY)


@pytest.mark.parametrize(
    ("number", "is_outside"),
    [("89031112233", True), ("+79161234567", True), ("102", False), ("*8", False), ("s", False), ("", False)],
)
def test_extensions_codes_and_letters_are_no_outside_numbers(number: str, *, is_outside: bool) -> None:
    assert is_outside_number(number, TOPOLOGY) is is_outside
