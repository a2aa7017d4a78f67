"""Who hears whom."""

from callbridge.telephony.bridge import Bridges
from tests.support.telephony_parts import OTHER_PHONE, PHONE, TRUNK, add_channel, new_call


def test_channels_of_one_bridge_hear_each_other() -> None:
    call, bridges = new_call(), Bridges()
    trunk, phone = add_channel(call, TRUNK), add_channel(call, PHONE)
    bridges.enter(trunk, "a")
    assert bridges.listeners(bridges.enter(phone, "a")) == [trunk, phone]


def test_local_halves_join_two_bridges() -> None:
    """Recording s09b, between BridgeMerge and LocalOptimizationEnd."""
    call, bridges = new_call(), Bridges()
    trunk, phone = add_channel(call, TRUNK), add_channel(call, PHONE)
    for name, bridge_id in (("Local/101@in-00000001;1", "a"), ("Local/101@in-00000001;2", "b")):
        bridges.enter(add_channel(call, name), bridge_id)
    bridges.enter(trunk, "a")
    bridges.enter(phone, "b")
    assert set(bridges.listeners(trunk.bridge)) == {trunk, phone}
    assert set(bridges.listeners(phone.bridge)) == {trunk, phone}


def test_a_chain_that_bites_its_tail_ends() -> None:
    call, bridges = new_call(), Bridges()
    phone = add_channel(call, PHONE)
    for half in (";1", ";2"):
        bridges.enter(add_channel(call, f"Local/1@in-00000001{half}"), "a")
    bridges.enter(phone, "a")
    assert bridges.listeners(phone.bridge) == [phone]


def test_a_channel_is_in_one_bridge_and_an_empty_bridge_is_forgotten() -> None:
    bridges = Bridges()
    phone = add_channel(new_call(), PHONE)
    bridges.enter(phone, "a")
    bridges.enter(phone, "b")
    assert len(bridges) == 1
    bridges.leave(phone)
    bridges.leave(phone)
    assert len(bridges) == 0


def test_nobody_hears_anybody_in_a_holding_bridge() -> None:
    call, bridges = new_call(), Bridges()
    bridges.enter(add_channel(call, PHONE), "lot", is_holding=True)
    assert bridges.listeners(bridges.enter(add_channel(call, OTHER_PHONE), "lot", is_holding=True)) == []


def test_a_destroyed_bridge_lets_all_go() -> None:
    bridges = Bridges()
    phone = add_channel(new_call(), PHONE)
    bridges.enter(phone, "a")
    assert bridges.destroy("a") == [phone]
    assert bridges.destroy("a") == []
    assert phone.bridge is None
