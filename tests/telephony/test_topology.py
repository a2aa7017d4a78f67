"""Which channels are ours."""

import re

import pytest

from callbridge.telephony.topology import Topology, endpoint_of


@pytest.mark.parametrize(
    ("channel", "endpoint"),
    [
        ("PJSIP/101-0000002a", "PJSIP/101"),
        ("PJSIP/carrier-one-0000002a", "PJSIP/carrier-one"),
        ("Local/102@from-internal-00000000;1", "Local/102@from-internal"),
        ("SIP/trunk.example-00000011", "SIP/trunk.example"),
        ("DAHDI/i1/89161234567-1", "DAHDI/i1/89161234567-1"),
        ("", ""),
    ],
)
def test_the_endpoint_is_the_name_without_its_serial(channel: str, endpoint: str) -> None:
    assert endpoint_of(channel) == endpoint


def test_the_whole_of_a_name_or_number_is_compared_as_the_number_plan_does() -> None:
    """Written without ``^`` and ``$``, which nothing asks for, three digits must not make every number ours."""
    topology = Topology(internal=re.compile(r"\d{3}"))
    assert topology.is_internal("PJSIP/101")
    assert topology.is_internal_number("101")
    assert not topology.is_internal("PJSIP/79161234567")
    assert not topology.is_internal_number("79161234567")


def test_a_trunk_that_looks_internal_is_outside() -> None:
    topology = Topology(trunks=frozenset({"1000"}))
    assert topology.is_internal("PJSIP/101")
    assert not topology.is_internal("PJSIP/1000")
    assert not topology.is_internal("PJSIP/trunk")
    assert not topology.is_internal_number("1000")
