"""What a channel is, told by its name and headers alone."""

import pytest

from callbridge.telephony.channel import ChannelKind, ChannelState, kind_of, state_of
from tests.support.telephony_parts import PHONE, TOPOLOGY, TRUNK, add_channel, new_call


@pytest.mark.parametrize(
    ("endpoint", "kind"),
    [
        ("PJSIP/101", ChannelKind.PHONE),
        ("SIP/2001", ChannelKind.PHONE),
        ("PJSIP/trunk", ChannelKind.OUTSIDE),
        ("DAHDI/i1/89161234567-1", ChannelKind.OUTSIDE),
        ("Local/102@from-internal", ChannelKind.PLUMBING),
        ("Message/ast_msg_queue", ChannelKind.PLUMBING),
        ("Surrogate/PJSIP/101", ChannelKind.PLUMBING),
    ],
)
def test_the_endpoint_tells_phones_network_and_plumbing_apart(endpoint: str, kind: ChannelKind) -> None:
    assert kind_of(endpoint, TOPOLOGY) is kind


@pytest.mark.parametrize(
    ("state", "headers", "is_dialed"),
    [
        ("0", {}, True),
        ("5", {}, True),
        ("4", {}, False),
        ("6", {"Application": "AppDial"}, True),
        ("6", {"Application": "Queue"}, False),
        ("6", {}, None),
        ("6", {"Uniqueid": "1.7"}, True),
    ],
)
def test_the_state_at_first_sight_tells_who_dialled(
    state: str, headers: dict[str, str], *, is_dialed: bool | None
) -> None:
    assert add_channel(new_call(), TRUNK, state, is_new=True, **headers).is_dialed is is_dialed


def test_a_channel_found_in_its_life_is_partial() -> None:
    assert add_channel(new_call(), PHONE, is_new=False).is_partial
    assert not add_channel(new_call(), PHONE).is_partial


def test_a_phone_has_its_extension_for_a_name() -> None:
    phone = add_channel(new_call(), PHONE)
    assert (phone.endpoint, phone.resource, phone.leg_id) == ("PJSIP/101", "101", "main:1.1")


def test_a_foreign_state_is_some_other_state() -> None:
    assert state_of({"ChannelState": "banana"}) is ChannelState.OTHER
    assert state_of({"DestChannelState": "6"}, "Dest") is ChannelState.UP
