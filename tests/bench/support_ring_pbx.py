"""The feeder of `ring.py`: an AMI that plays ready-made calls on time and notes the instant before each ring."""

import asyncio
import random
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import NamedTuple, cast

from callbridge.ami.simulator import Simulator
from callbridge.ami.simulator_load import answered_calls
from callbridge.clock import SystemClock

SECRET = "bench"
DID = b"74951112233"
FIRST_EXTENSION = 1000
RING_S = (0.3, 0.6)
TALK_S = (0.2, 0.4)
ABANDONED_EVERY = 4
"""Every so many calls the caller gives up while the phone rings."""

_LINKED_ID = re.compile(rb"Linkedid: (\S+)\r")
_OPERATOR = re.compile(rb"(?<=[ /])101(?=[-\r])")
_END = b"\r\n\r\n"


class Load(NamedTuple):
    """One slice: what is played, how fast, and to whom."""

    to_floor: bool
    rate: int
    seconds: float
    is_busy: bool
    operators: int
    people: int
    serial: int
    """No two slices of a run have the same, so that no call's id comes twice."""

    @property
    def calls(self) -> int:
        return int(self.rate * self.seconds)


class Played(NamedTuple):
    """What was played: by call id, the operator, the monotonic instant before the ring, and whether it was answered."""

    rings: dict[str, tuple[int, int, bool]]
    latest_ms: float
    """How late the feeder itself was at worst."""


@dataclass(frozen=True, slots=True)
class _Call:
    call_id: str
    operator: int
    is_answered: bool
    parts: tuple[bytes, bytes, bytes]
    """To the ring, to the talk, to the end."""


def make_calls(load: Load) -> Iterator[_Call]:
    """Yield the slice's calls: each operator in turn, each caller another person of the directory."""
    chance = random.Random(load.serial)
    callers = chance.sample(range(1, load.people), load.calls)
    for number, raw in enumerate(answered_calls(load.calls, is_busy=load.is_busy)):
        operator = number % load.operators
        told = raw.replace(b"+7916%07d" % number, b"+7%d" % (9_000_000_000 + callers[number]))
        told = told.replace(b"74951110002", DID).replace(b": 1795", b": %d" % (2000 + load.serial))
        told = _OPERATOR.sub(b"%d" % (FIRST_EXTENSION + operator), told)
        is_answered = number % ABANDONED_EVERY != 0
        found = _LINKED_ID.search(told)
        assert found is not None
        yield _Call(f"main:{found[1].decode()}", operator, is_answered, split_call(told, is_answered=is_answered))


def split_call(raw: bytes, *, is_answered: bool) -> tuple[bytes, bytes, bytes]:
    """Return what is said up to the ring, up to the talk and up to the end; who gives up never talks."""
    messages = [message + _END for message in raw.split(_END)[:-1]]
    names = [message[7 : message.index(b"\r")] for message in messages]
    rings = names.index(b"DialBegin") + 1
    if not is_answered:
        ends = [message for message, name in zip(messages, names, strict=True) if name in (b"Hangup", b"Cdr")]
        return b"".join(messages[:rings]), b"", b"".join(ends)
    talks = names.index(b"BridgeEnter", names.index(b"BridgeEnter") + 1) + 1
    return b"".join(messages[:rings]), b"".join(messages[rings:talks]), b"".join(messages[talks:])


@dataclass(frozen=True, slots=True)
class _Step:
    due_s: float
    raw: bytes
    ringing: str = ""
    """The call that begins with this step."""


def _steps(load: Load, calls: list[_Call]) -> list[_Step]:
    """Return what is to be written when: one ring at a random instant of each of the slice's equal parts."""
    chance = random.Random(load.serial)
    steps: list[_Step] = []
    for number, call in enumerate(calls):
        due_s = (number + chance.random()) / load.rate
        talks_s = due_s + chance.uniform(*RING_S)
        ring, talk, end = call.parts
        steps += (_Step(due_s, ring, call.call_id), _Step(talks_s, talk), _Step(talks_s + chance.uniform(*TALK_S), end))
    return sorted(steps, key=lambda step: step.due_s)


async def _play(load: Load, write: Callable[[bytes], None]) -> Played:
    calls: list[_Call] = []
    for call in make_calls(load):
        calls.append(call)
        await asyncio.sleep(0)  # pings are answered meanwhile
    steps = _steps(load, calls)
    rang_ns: dict[str, int] = {}
    began, latest_s = time.monotonic() + 0.2, 0.0
    for step in steps:
        ahead_s = began + step.due_s - time.monotonic()
        if ahead_s > 0:
            await asyncio.sleep(ahead_s)
        else:
            latest_s = max(latest_s, -ahead_s)
        if step.ringing:
            rang_ns[step.ringing] = time.monotonic_ns()
        write(step.raw)
    rings = {call.call_id: (call.operator, rang_ns[call.call_id], call.is_answered) for call in calls}
    return Played(rings, latest_s * 1000)


class _Plain(asyncio.Protocol):
    """The floor's AMI: whoever connects is written to."""

    transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)


async def _serve(pipe: Connection) -> None:
    plain = _Plain()
    server = await asyncio.get_running_loop().create_server(lambda: plain, "127.0.0.1", 0)
    async with Simulator(phones={}, queues={}, clock=SystemClock(), secret=SECRET) as simulator:
        pipe.send((simulator.port, server.sockets[0].getsockname()[1]))
        while (load := await asyncio.to_thread(pipe.recv)) is not None:
            write = plain.transport.write if load.to_floor else simulator.send_raw
            pipe.send(await _play(load, write))


def serve(pipe: Connection) -> None:
    """Listen, send both ports, then play each `Load` received and answer with what was `Played`; None ends."""
    asyncio.run(_serve(pipe))
