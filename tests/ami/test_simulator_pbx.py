"""What lives on the simulated PBX."""

from callbridge.ami.simulator_channel import RING
from callbridge.ami.simulator_pbx import SimulatedPbx
from tests.support.ami_link import TickingClock


def test_a_phone_is_free_until_a_channel_of_it_exists() -> None:
    told: list[tuple[str, bytes]] = []
    pbx = SimulatedPbx(
        phones={"101": "Анна"}, queues={}, clock=TickingClock(), broadcast=lambda kind, raw: told.append((kind, raw))
    )
    assert pbx.is_free("101")
    channel = pbx.new_channel("101", number="101", name="Анна", exten="102", state=RING)
    assert not pbx.is_free("101")
    pbx.hang_up(channel, 16)
    assert pbx.is_free("101")
    assert [kind for kind, _ in told] == ["call"] * 3
    assert "CallerIDName: Анна\r\n".encode() in told[0][1]


def test_who_is_in_no_queue_cannot_be_paused() -> None:
    pbx = SimulatedPbx(phones={"101": ""}, queues={}, clock=TickingClock(), broadcast=lambda *_: None)
    assert not pbx.pause("101", is_paused=True, reason="")
    assert not pbx.answer("101")
