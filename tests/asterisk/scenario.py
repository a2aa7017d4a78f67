"""What a scenario is, and the small moves that most of them are made of."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from tests.asterisk.call import WAIT_S, Call
from tests.asterisk.phone import Phone
from tests.asterisk.server import Asterisk
from tests.asterisk.stage import Script

TALK_S = 1.0


@dataclass(frozen=True, slots=True)
class Scenario:
    """A script with its name and, in one sentence, its doc."""

    name: str
    doc: str
    script: Script


def collector(scenarios: list[Scenario]) -> Callable[[Script], Script]:
    """Return a decorator that adds a script to `scenarios`, under its function's name."""

    def add(script: Script) -> Script:
        scenarios.append(Scenario(getattr(script, "__name__", ""), (script.__doc__ or "").strip(), script))
        return script

    return add


async def answered(phone: Phone, *, after_s: float = 0.3) -> Call:
    """Wait for the phone's ring and lift it; return the call when both sides hear each other."""
    ring = await phone.rings()
    await asyncio.sleep(after_s)
    ring.answer()
    await ring.until_heard(3)
    return ring


async def talk(seconds: float = TALK_S) -> None:
    """Let everybody talk for a while."""
    await asyncio.sleep(seconds)


async def consulted(phone: Phone, ring: Call, number: str) -> Call:
    """Put the customer on hold and call a colleague on a second line; return that call."""
    await ring.hold()
    call = phone.dial(number)
    await call.until_ringing()
    return call


async def until_together(asterisk: Asterisk, *begins: str) -> None:
    """Wait until channels whose names begin so, such as ``PJSIP/101-``, hear each other in one bridge."""
    async with asyncio.timeout(WAIT_S):
        while True:
            lines = (await asterisk.cli("core show channels concise")).splitlines()
            places = {begin: {line.split("!")[-2] for line in lines if line.startswith(begin)} for begin in begins}
            if set.intersection(*places.values()) - {"", "(None)"}:
                return
            await asyncio.sleep(0.02)
