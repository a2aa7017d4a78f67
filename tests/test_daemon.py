"""The whole program in one process: a simulated PBX rings, a socket hears, and it stops in time."""

import asyncio
import json
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin

from callbridge import daemon
from callbridge.ami.simulator import Simulator
from callbridge.ami.simulator_calls import Ending, SimulatedCall
from callbridge.clock import SystemClock
from callbridge.commands.user import add, everybody
from callbridge.config import Config, parse
from callbridge.web.server import Listening

PASSWORD = "correct horse"
STOP_S = 5.0


@dataclass
class Rig:
    simulator: Simulator
    config: Config
    url: str
    stop: asyncio.Event

    @asynccontextmanager
    async def socket(self, login: str) -> AsyncIterator[ClientConnection]:
        """Log in and open the operator's socket, its snapshot already read."""
        async with httpx.AsyncClient(base_url=self.url, headers={"Origin": self.url}) as http:
            me = (await http.post("/api/login", json={"login": login, "password": PASSWORD})).json()
            cookie = f"callbridge_session={http.cookies['callbridge_session']}"
        async with connect(
            self.url.replace("http", "ws") + "/ws", origin=Origin(self.url), additional_headers={"Cookie": cookie}
        ) as ws:
            assert (await hear(ws))["type"] == "hello"
            await ws.send(json.dumps({"type": "auth", "csrf": me["csrf"], "tab": "t"}))
            snapshot = await hear(ws)
            assert snapshot["type"] == "snapshot"
            yield ws


async def hear(ws: ClientConnection) -> dict[str, object]:
    async with asyncio.timeout(10):
        return dict(json.loads(await ws.recv()))


async def hear_card(ws: ClientConnection, *types: str) -> dict[str, object]:
    while True:
        message = await hear(ws)
        if message["type"] in types:
            return message


@asynccontextmanager
async def running(folder: Path) -> AsyncIterator[Rig]:
    simulator = Simulator(phones={"101": "Анна", "102": "Борис"}, queues={}, clock=SystemClock(), secret="s")
    port = await simulator.start()
    try:
        config = parse(
            {
                "server": {"port": 0},
                "store": {"url": f"sqlite:///{folder}/callbridge.db"},
                "desk": {"lookup_timeout_ms": 5000},
                "pbx": [{"name": "main", "port": port, "secret": "s", "numbers": {"own": ["74951110002"]}}],
            }
        )
        if not await everybody(config):
            await add(config, login="anna", password=PASSWORD, extension="101", full_name="Анна")
            await add(config, login="boris", password=PASSWORD, extension="102", full_name="Борис")
        stop, where = asyncio.Event(), asyncio.get_running_loop().create_future()

        async def ready(listening: Listening) -> None:
            where.set_result(listening.url)

        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(daemon.run(config, on_ready=ready, stop=stop))
            async with asyncio.timeout(20):
                url = await where
                await until_green(url)
            yield Rig(simulator, config, url, stop)
            stop.set()
    finally:
        await simulator.stop()


async def until_green(url: str) -> None:
    async with httpx.AsyncClient() as http:
        while (await http.get(f"{url}/health")).status_code != httpx.codes.OK:
            await asyncio.sleep(0.01)


async def test_a_ring_at_the_pbx_is_a_card_at_the_socket_and_leaves_the_slower_one(tmp_path: Path) -> None:
    """R147, R149: AMI in, matched card out, withdrawn when a colleague answers."""
    async with running(tmp_path) as rig, rig.socket("anna") as anna, rig.socket("boris") as boris:
        call = SimulatedCall(targets=("101", "102"), ring_s=0.5, talk_s=0.2, answered_by="102")
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(rig.simulator.place_call(call))
            for ws in (anna, boris):
                card = (await hear_card(ws, "card"))["card"]
                assert isinstance(card, dict)
                assert (card["state"], card["match"], card["number"]["e164"]) == ("ringing", "unknown", "+79161234567")
            gone = await hear_card(anna, "withdrawn")
            assert (gone["reason"], gone["by"]) == ("answered_elsewhere", "Борис")
            states = [(await hear_card(boris, "card"))["card"]["state"] for _ in range(2)]  # type: ignore[index]
            assert states == ["talking", "wrap_up"]


async def test_it_stops_within_five_seconds_though_a_client_reads_nothing(tmp_path: Path) -> None:
    async with running(tmp_path) as rig:
        stuck = socket.create_connection(("127.0.0.1", int(rig.url.rpartition(":")[2])))
        stuck.sendall(b"GET /api/me HTTP/1.1\r\nHost: x\r\n")
        async with rig.socket("anna") as anna:
            begun = time.monotonic()
            rig.stop.set()
            await anna.wait_closed()
            assert anna.close_code == 4503
        stuck.close()
    assert time.monotonic() - begun < STOP_S


async def test_calls_alive_at_a_stop_and_gone_at_the_start_are_closed_as_unknown(tmp_path: Path) -> None:
    async with running(tmp_path) as rig, rig.socket("anna") as anna:
        async with asyncio.TaskGroup() as tasks:
            ringing = tasks.create_task(
                rig.simulator.place_call(SimulatedCall(targets=("101",), ring_s=60, ending=Ending.CANCEL))
            )
            await hear_card(anna, "card")
            ringing.cancel()
        rig.stop.set()
        await anna.wait_closed()
    async with running(tmp_path) as rig, httpx.AsyncClient(base_url=rig.url, headers={"Origin": rig.url}) as http:
        await http.post("/api/login", json={"login": "anna", "password": PASSWORD})
        async with asyncio.timeout(5):
            while (row := (await http.get("/api/calls")).json()["rows"][0])["ended_at"] is None:
                await asyncio.sleep(0.01)
        assert (row["outcome"], row["is_partial"]) == ("unknown", True)
