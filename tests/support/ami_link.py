"""A supervisor on a leash: quick times, a clock that ticks by itself, an inbox to read from."""

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from callbridge.ami.backoff import Pace
from callbridge.ami.supervisor import PbxSupervisor
from callbridge.app.pbx_port import AmiInput, Heard, LinkDown, LinkUp
from callbridge.config import PbxConfig
from tests.support.ami_server import SECRET

WAIT_S = 60.0
"""How long a test waits for what must come: a deadline for a busy machine, not a wait."""

QUICK = Pace(first_retry_s=0.01, longest_retry_s=0.05, refused_retry_s=0.02, boot_grace_s=0.05, goodbye_s=0.1)


class TickingClock:
    """A clock that is a millisecond later each time it is asked."""

    def __init__(self) -> None:
        self._at = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        self._at += timedelta(milliseconds=1)
        return self._at

    def monotonic(self) -> float:
        return self.now().timestamp()


class Link:
    """A running supervisor and what came out of it."""

    def __init__(self, supervisor: PbxSupervisor, inbox: asyncio.Queue[AmiInput]) -> None:
        self.supervisor = supervisor
        self.inbox = inbox

    async def next(self) -> AmiInput:
        async with asyncio.timeout(WAIT_S):
            return await self.inbox.get()

    async def up(self) -> LinkUp:
        """Skip to the next LinkUp."""
        while True:
            if isinstance(item := await self.next(), LinkUp):
                return item

    async def down(self) -> LinkDown:
        """Skip to the next LinkDown."""
        while True:
            if isinstance(item := await self.next(), LinkDown):
                return item

    async def heard(self) -> str:
        """Return the next item, which must be an event, by its Uniqueid or else its name."""
        item = await self.next()
        assert isinstance(item, Heard), item
        return item.event.get("Uniqueid") or item.event.name


async def let_run_until(is_done: Callable[[], bool]) -> None:
    """Look again and again until `is_done`; for what nobody signals, such as bytes having been read."""
    async with asyncio.timeout(WAIT_S):
        while not is_done():
            await asyncio.sleep(0.001)  # not without a pause: a real Asterisk beside us needs the processor too


def pbx(port: int, **changes: Any) -> PbxConfig:
    """Return a config for a server on loopback that may take its time: where silence is tested, `changes` tell."""
    values = {"name": "main", "port": port, "secret": SECRET, "ping_interval_s": WAIT_S, "action_timeout_s": WAIT_S}
    return PbxConfig(**{**values, **changes})


@asynccontextmanager
async def linked(config: PbxConfig, *, room: int = 1000, pace: Pace = QUICK) -> AsyncIterator[Link]:
    """Run a supervisor for `config` with an inbox of `room` items."""
    inbox: asyncio.Queue[AmiInput] = asyncio.Queue(room)
    supervisor = PbxSupervisor(config, inbox=inbox, clock=TickingClock(), rng=random.Random(1), pace=pace)
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(supervisor.run(), name="supervisor under test")
        try:
            yield Link(supervisor, inbox)
        finally:
            await supervisor.stop()
            await running
