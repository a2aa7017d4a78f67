"""The whole program in this process on simulated PBXs, and an operator's browser as far as HTTP and socket go."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin

from callbridge import daemon
from callbridge.ami.simulator import Simulator
from callbridge.clock import SystemClock
from callbridge.commands.user import add, everybody
from callbridge.config import Config, parse
from callbridge.kernel.clock import Clock
from callbridge.web.server import Listening
from tests.support.loopback import NO_TLS, ONCE

PASSWORD = "correct horse"
OPERATORS = (("anna", "Анна", "101"), ("boris", "Борис", "102"))
LISTEN_WAIT_S = 60.0
PATIENCE = {"ping_interval_s": LISTEN_WAIT_S, "action_timeout_s": LISTEN_WAIT_S}
START_WAIT_S = 120.0
"""The schema is made anew, migration by migration."""


@dataclass
class Operator:
    """Somebody who is logged in and whose socket is live."""

    http: httpx.AsyncClient
    ws: ClientConnection

    async def hear(self, *types: str) -> dict[str, object]:
        """Return the next message, of one of `types` when any are named."""
        while True:
            message = await hear(self.ws)
            if not types or message["type"] in types:
                return message

    async def hear_card(self, state: str, match: str = "") -> dict[str, object]:
        """Return the next card that is `state`; with a `match`, the first whose caller was looked up so."""
        while True:
            card = (await self.hear("card"))["card"]
            assert isinstance(card, dict)
            if card["state"] == state and match in ("", card["match"]):
                return card


@dataclass
class Program:
    """callbridge, running; `simulators` by the names of its PBXs."""

    simulators: dict[str, Simulator]
    config: Config
    url: str
    stop: asyncio.Event

    @property
    def simulator(self) -> Simulator:
        """The only PBX."""
        (simulator,) = self.simulators.values()
        return simulator

    @asynccontextmanager
    async def operator(self, login: str) -> AsyncIterator[Operator]:
        """Log in and open the operator's socket, its snapshot already read."""
        headers = {"Origin": self.url}
        async with httpx.AsyncClient(
            base_url=self.url, headers=headers, timeout=LISTEN_WAIT_S, verify=NO_TLS, limits=ONCE
        ) as http:
            me = (await http.post("/api/login", json={"login": login, "password": PASSWORD})).json()
            http.headers["X-CSRF-Token"] = me["csrf"]
            cookie = f"callbridge_session={http.cookies['callbridge_session']}"
            address = self.url.replace("http", "ws") + "/ws"
            async with connect(address, origin=Origin(self.url), additional_headers={"Cookie": cookie}) as ws:
                assert (await hear(ws))["type"] == "hello"
                await ws.send(json.dumps({"type": "auth", "csrf": me["csrf"], "tab": "t"}))
                assert (await hear(ws))["type"] == "snapshot"
                yield Operator(http, ws)

    async def until_green(self) -> None:
        """Wait for a green ``/health``."""
        async with httpx.AsyncClient(timeout=LISTEN_WAIT_S, verify=NO_TLS, limits=ONCE) as http:
            while (await http.get(f"{self.url}/health")).status_code != httpx.codes.OK:
                await asyncio.sleep(0.01)


async def hear(ws: ClientConnection) -> dict[str, object]:
    """Return the next message of a socket."""
    async with asyncio.timeout(LISTEN_WAIT_S):
        return dict(json.loads(await ws.recv()))


@asynccontextmanager
async def running(
    folder: Path,
    *,
    store_url: str = "",
    pbxs: Sequence[str] = ("main",),
    pbx_clock: Clock | None = None,
    lookup_timeout_ms: int = 5000,
) -> AsyncIterator[Program]:
    """Run the program with anna on 101 and boris on 102, the same on every PBX."""
    phones, clock = {extension: name for _, name, extension in OPERATORS}, pbx_clock or SystemClock()
    simulators = {name: Simulator(phones=phones, queues={}, clock=clock, secret="s") for name in pbxs}
    ports = {name: await simulator.start() for name, simulator in simulators.items()}
    try:
        config = parse(
            {
                "server": {"port": 0},
                "store": {"url": store_url or f"sqlite:///{folder}/callbridge.db"},
                "desk": {"lookup_timeout_ms": lookup_timeout_ms},
                "pbx": [
                    {"name": name, "port": port, "secret": "s", "numbers": {"own": ["74951110002"]}, **PATIENCE}
                    for name, port in ports.items()
                ],
            }
        )
        if not await everybody(config):
            for login, name, extension in OPERATORS:
                await add(config, login=login, password=PASSWORD, extension=extension, full_name=name)
        stop, where = asyncio.Event(), asyncio.get_running_loop().create_future()

        async def ready(listening: Listening) -> None:
            where.set_result(listening.url)

        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(daemon.run(config, on_ready=ready, stop=stop))
            async with asyncio.timeout(START_WAIT_S):
                program = Program(simulators, config, await where, stop)
                await program.until_green()
            yield program
            stop.set()
    finally:
        for simulator in simulators.values():
            await simulator.stop()
