"""The simulated PBX seen through the real link."""

import asyncio

import pytest

from callbridge.ami.check import check_pbx
from callbridge.ami.commands import AmiCommands
from callbridge.ami.simulator import Simulator
from callbridge.ami.simulator_calls import CallKind, SimulatedCall
from callbridge.app.pbx_port import Heard
from callbridge.kernel.errors import AmiRefused
from tests.support.ami_link import TickingClock, linked, pbx
from tests.support.ami_server import SECRET

PHONES = {"101": "Анна", "102": "Борис"}


def simulator() -> Simulator:
    return Simulator(phones=PHONES, queues={"sales": ("101", "102")}, clock=TickingClock(), secret=SECRET)


async def test_a_call_is_heard_through_the_link_from_ring_to_hang_up() -> None:
    """R147: an incoming call is noticed."""
    async with simulator() as pbx_simulator, linked(pbx(pbx_simulator.port)) as link:
        await link.up()
        await pbx_simulator.place_call(SimulatedCall(answered_by="101"), pace=0)
        names: list[str] = []
        while names.count("Hangup") < 2:
            item = await link.next()
            assert isinstance(item, Heard)
            names.append(item.event.name)
        assert names[:3] == ["Newchannel", "Newchannel", "DialBegin"]


async def test_connecting_mid_call_shows_channels_bridge_and_queue() -> None:
    async with simulator() as pbx_simulator, asyncio.TaskGroup() as tasks:
        talking = SimulatedCall(kind=CallKind.QUEUE, targets=("101",), ring_s=1e6, talk_s=1e6, answered_by="101")
        waiting = SimulatedCall(kind=CallKind.QUEUE, targets=("102",), ring_s=1e6)
        calls = [tasks.create_task(pbx_simulator.place_call(call), name="call") for call in (talking, waiting)]
        while not pbx_simulator.pbx.answer("101"):
            await asyncio.sleep(0)
        async with linked(pbx(pbx_simulator.port)) as link:
            snapshot = (await link.up()).snapshot
        assert sorted(item.get("ChannelStateDesc") for item in snapshot.channels) == ["Ring", "Ringing", "Up", "Up"]
        [bridge] = snapshot.bridges
        assert [item.get("BridgeId") for item in snapshot.channels].count(bridge.get("BridgeUniqueid")) == 2
        assert [item.name for item in snapshot.queues] == ["QueueParams", "QueueMember", "QueueMember", "QueueEntry"]
        for call in calls:
            call.cancel()


async def test_answering_and_pausing_work_as_on_asterisk() -> None:
    """R73: ✓ takes the call."""
    async with simulator() as pbx_simulator, linked(pbx(pbx_simulator.port)) as link:
        await link.up()
        phones = AmiCommands({"main": link.supervisor})
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(pbx_simulator.place_call(SimulatedCall(ring_s=1e6, talk_s=0)), name="call")
            while not isinstance(item := await link.next(), Heard) or item.event.get("ChannelStateDesc") != "Ringing":
                pass
            await phones.answer("main", "PJSIP/101")
        with pytest.raises(AmiRefused):
            await phones.answer("main", "PJSIP/999")
        await phones.set_paused("main", "PJSIP/101", is_paused=True, reason="Обед")
        await phones.set_paused("main", "PJSIP/999", is_paused=True, reason="Обед")
        assert pbx_simulator.pbx.queues["sales"].paused == {"101": "Обед"}


async def test_the_check_finds_nothing_to_mend() -> None:
    async with simulator() as pbx_simulator:
        config = pbx(pbx_simulator.port)
        check = await check_pbx(config)
        assert (check.findings, check.endpoints) == ((), frozenset({"101", "102", "trunk"}))
        refused = await check_pbx(config.model_copy(update={"username": "somebody"}))
        assert [finding.code for finding in refused.findings] == ["check.login_refused"]


async def test_who_is_not_logged_in_hears_and_does_nothing() -> None:
    async with simulator() as pbx_simulator:
        reader, writer = await asyncio.open_connection("127.0.0.1", pbx_simulator.port)
        writer.write(b"Action: QueuePause\r\nInterface: PJSIP/101\r\nPaused: true\r\n\r\n")
        await pbx_simulator.place_call(SimulatedCall(), pace=0)
        assert b"Permission denied" in await reader.readuntil(b"\r\n\r\n")
        writer.write(b"Action: Logoff\r\n\r\n")
        assert b"Event:" not in await reader.read()
        writer.close()
        await writer.wait_closed()
