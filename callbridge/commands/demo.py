"""``callbridge demo``: the whole program on a simulated PBX, with calls of every kind at a human pace."""

import asyncio
import random
import secrets
from collections.abc import Callable, Coroutine
from functools import partial
from pathlib import Path

from callbridge import daemon
from callbridge.ami.replay_server import ReplayServer
from callbridge.ami.simulator import Simulator
from callbridge.ami.simulator_calls import SimulatedCall
from callbridge.ami.simulator_demo import DemoLine, DemoScenario, run_demo
from callbridge.clock import SystemClock
from callbridge.commands.demo_data import (
    CUSTOMERS,
    LINE_FAIR,
    LINE_OFFICE,
    LINE_RADIO,
    LINE_SITE,
    OPERATORS,
    OWN_LINES,
    PASSWORD,
    STRANGERS,
)
from callbridge.commands.demo_seed import seed
from callbridge.config import Config, parse
from callbridge.kernel.errors import ConfigError
from callbridge.kernel.text import say
from callbridge.store.store import open_store
from callbridge.web.server import Listening

QUEUE = "sales"
PHONES = {extension: name for _, name, _, extension in OPERATORS if extension}
FIRST_CALL_S = 4.0


async def run(*, folder: Path, host: str, port: int, pace: float, language: str, tell: Callable[[str], object]) -> None:
    """Run until stopped; everything is kept in `folder`, which must exist and may be deleted afterwards."""
    secret, clock = secrets.token_hex(8), SystemClock()
    simulator = Simulator(phones=PHONES, queues={QUEUE: tuple(PHONES)}, clock=clock, secret=secret)
    config = _config(folder, host, port, await simulator.start(), secret)
    try:
        await _run(config, partial(_calls, simulator, 1 / pace), language, tell)
    finally:
        await simulator.stop()


async def run_recording(
    recorded: ReplayServer, *, folder: Path, host: str, port: int, language: str, tell: Callable[[str], object]
) -> None:
    """Run the demo's company on a recorded PBX instead of the simulated one; phones 101 to 103 are its operators'."""
    config = _config(folder, host, port, await recorded.start(), secrets.token_hex(8))
    try:
        await _run(config, recorded.play, language, tell)
    finally:
        await recorded.stop()


async def _run(
    config: Config, calls: Callable[[], Coroutine[None, None, None]], language: str, tell: Callable[[str], object]
) -> None:
    async with open_store(config.store.address(), 1, SystemClock()) as store:
        await seed(store, SystemClock().now())

    async def welcome(listening: Listening) -> None:
        people = "\n".join(
            f"  {login:<10} {name}{f' ({extension})' if extension else ''}" for login, name, _, extension in OPERATORS
        )
        tell(say("demo.welcome", language, url=listening.url, password=PASSWORD, people=people))

    refused: list[ConfigError] = []
    async with asyncio.TaskGroup() as tasks:
        calling = tasks.create_task(calls(), name="demo calls")
        try:
            await daemon.run(config, on_ready=welcome)
        except ConfigError as error:  # told in words outside the group, which would make a traceback of it
            refused.append(ConfigError("demo.refused", **error.params))
        finally:
            calling.cancel()
    if refused:
        raise refused[0]


def _config(folder: Path, host: str, port: int, ami_port: int, secret: str) -> Config:
    return parse(
        {
            "server": {"host": host, "port": port},
            "store": {"url": f"sqlite:///{(folder / 'demo.db').resolve()}"},
            "files": {"folder": str((folder / "files").resolve())},
            "log": {"level": "warning"},
            "pbx": [
                {
                    "name": "demo",
                    "host": "127.0.0.1",
                    "port": ami_port,
                    "secret": secret,
                    "numbers": {"own": list(OWN_LINES)},
                }
            ],
        }
    )


def _scenario() -> DemoScenario:
    known = [(each.number, "") for each in CUSTOMERS]
    strangers = [(number, "") for number in STRANGERS]
    everybody = tuple(PHONES)
    return DemoScenario(
        callers=(*known, *strangers, ("anonymous", "Anonymous")),
        lines=(
            DemoLine(did=LINE_FAIR.lstrip("+"), targets=everybody),
            DemoLine(did=LINE_RADIO.lstrip("+"), queue=QUEUE),
            DemoLine(did=LINE_SITE.lstrip("+"), targets=everybody[:2]),
            DemoLine(did=LINE_OFFICE.lstrip("+"), targets=everybody[:1]),
        ),
        gap_s=10.0,
    )


async def _calls(simulator: Simulator, pace: float) -> None:
    """Ring everybody at once with a customer we know, then let the day go on."""
    first = SimulatedCall(
        number=CUSTOMERS[0].number,
        did=LINE_FAIR.lstrip("+"),
        targets=tuple(PHONES),
        ring_s=25.0,
        talk_s=30.0,
        answered_by=tuple(PHONES)[-1],
    )
    async with asyncio.TaskGroup() as tasks:
        await asyncio.sleep(FIRST_CALL_S * pace)
        tasks.create_task(simulator.place_call(first, pace), name="first demo call")
        await run_demo(simulator, _scenario(), random.SystemRandom(), pace)
