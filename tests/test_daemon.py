"""The whole program in one process: a simulated PBX rings, a socket hears, and it stops in time."""

import asyncio
import socket
import time
from pathlib import Path

import httpx

from callbridge.ami.simulator_calls import Ending, SimulatedCall
from tests.support.loopback import ONCE
from tests.support.program import PASSWORD, running

STOP_S = 30.0
"""What stops within five seconds has this long on a busy machine; the client that reads nothing would never go."""


async def test_a_ring_at_the_pbx_is_a_card_at_the_socket_and_leaves_the_slower_one(tmp_path: Path) -> None:
    """R147, R149: AMI in, matched card out, withdrawn when a colleague answers."""
    async with running(tmp_path) as rig, rig.operator("anna") as anna, rig.operator("boris") as boris:
        call = SimulatedCall(targets=("101", "102"), ring_s=1e6, talk_s=0.2)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(rig.simulator.place_call(call))
            for operator in (anna, boris):
                card = await operator.hear_card("ringing", "unknown")
                assert isinstance(card["number"], dict)
                assert card["number"]["e164"] == "+79161234567"
            assert rig.simulator.pbx.answer("102")
            gone = await anna.hear("withdrawn")
            assert (gone["reason"], gone["by"]) == ("answered_elsewhere", "Борис")
            states = [(await boris.hear("card"))["card"]["state"] for _ in range(2)]  # type: ignore[index]
            assert states == ["talking", "wrap_up"]


async def test_it_stops_in_time_though_a_client_reads_nothing(tmp_path: Path) -> None:
    async with running(tmp_path) as rig:
        stuck = socket.create_connection(("127.0.0.1", int(rig.url.rpartition(":")[2])))
        stuck.sendall(b"GET /api/me HTTP/1.1\r\nHost: x\r\n")
        async with rig.operator("anna") as anna:
            begun = time.monotonic()
            rig.stop.set()
            await anna.ws.wait_closed()
            assert anna.ws.close_code == 4503
        stuck.close()
    assert time.monotonic() - begun < STOP_S


async def test_calls_alive_at_a_stop_and_gone_at_the_start_are_closed_as_unknown(tmp_path: Path) -> None:
    async with running(tmp_path) as rig, rig.operator("anna") as anna:
        async with asyncio.TaskGroup() as tasks:
            ringing = tasks.create_task(
                rig.simulator.place_call(SimulatedCall(targets=("101",), ring_s=60, ending=Ending.CANCEL))
            )
            await anna.hear("card")
            ringing.cancel()
        async with asyncio.timeout(30):
            while not (await anna.http.get("/api/calls")).json()["rows"]:  # what a stop has no time to write is lost
                await asyncio.sleep(0.01)
        rig.stop.set()
        await anna.ws.wait_closed()
    async with (
        running(tmp_path) as rig,
        httpx.AsyncClient(base_url=rig.url, headers={"Origin": rig.url}, timeout=30, limits=ONCE) as http,
    ):
        await http.post("/api/login", json={"login": "anna", "password": PASSWORD})
        async with asyncio.timeout(30):
            while (row := (await http.get("/api/calls")).json()["rows"][0])["ended_at"] is None:
                await asyncio.sleep(0.01)
        assert (row["outcome"], row["is_partial"]) == ("unknown", True)
