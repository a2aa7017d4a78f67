"""Push: what one message to one of many sockets costs beside a bare asyncio socket that writes a prebuilt frame.

The server under test is the real one (uvicorn, our protocol, `OperatorSessions`, a card encoded for each push) in a
process of its own; so is the bare one. This process holds the clients of both and asks them in turn, so that whatever
else the machine does harms both alike. A push is timed from the request to push until the whole frame has arrived.
"""

import argparse
import asyncio
import base64
import gc
import hashlib
import multiprocessing
import os
import random
import resource
import statistics
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from time import perf_counter
from typing import Any, cast

import uvloop
from websockets.frames import Frame, Opcode

from callbridge.config import ServerConfig
from callbridge.kernel.ids import CallId, OperatorId
from callbridge.screenpop.card import Card, CardLine, CardNumber, CardState, NumberKind
from callbridge.screenpop.wire import CardChanged
from callbridge.web import transport
from callbridge.web.codec import encode
from callbridge.web.metrics import Metrics
from callbridge.web.passwords import Passwords
from callbridge.web.server import serve
from tests.support.web_people import ANNA, NINE
from tests.support.web_services import CHEAP, World

CARD = Card(
    id=CallId("main:1772442000.1"),
    state=CardState.RINGING,
    direction="inbound",
    pbx="main",
    number=CardNumber(
        kind=NumberKind.KNOWN,
        raw="89161234567",
        e164="+79161234567",
        display="+7 916 123-45-67",
        caller_name="x" * 1400,
    ),
    line=CardLine(did="+74951110001", queue="sales", campaign=None),
    match="unknown",
    candidates=(),
    contacts=(),
    contacts_total=0,
    started_at=NINE,
    rang_at=NINE,
)
FRAME = Frame(Opcode.TEXT, encode(CardChanged(revision=1000, card=CARD))).serialize(mask=False)
HOST = "127.0.0.1"
PAGE_KIB = resource.getpagesize() // 1024


def token(number: int) -> str:
    return f"token{number}"


def rss_kib() -> int:
    gc.collect()
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * PAGE_KIB


class Control(asyncio.Protocol):
    """Pushes to the socket whose number a line names; ``rss`` answers with the memory in use."""

    def __init__(self, push: Any) -> None:
        self._push = push

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        for line in data.split():
            if line == b"rss":
                self._transport.write(f"{rss_kib()}\n".encode())
            else:
                self._push(int(line))


class Bare(asyncio.Protocol):
    """The floor: accepts, and writes a prebuilt frame when told."""

    def __init__(self, opened: list[asyncio.Transport]) -> None:
        self._opened = opened

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        opened = cast("asyncio.Transport", transport)
        self._opened.append(opened)
        opened.write(Frame(Opcode.TEXT, b"{}").serialize(mask=False))


async def serve_bare(count: int, pipe: Connection) -> None:
    loop, opened = asyncio.get_running_loop(), list[asyncio.Transport]()
    server = await loop.create_server(lambda: Bare(opened), HOST, 0, backlog=4096)
    control = await loop.create_server(lambda: Control(lambda number: opened[number].write(FRAME)), HOST, 0)
    pipe.send((server.sockets[0].getsockname()[1], control.sockets[0].getsockname()[1]))
    await asyncio.Event().wait()


async def serve_ours(count: int, pipe: Connection) -> None:
    transport.MAX_STALL_S = 3600.0  # a stuck client stays for the whole of a round
    world = World()
    expires_at = NINE + timedelta(days=1)
    for number in range(1, count + 1):
        operator_id = OperatorId(number)
        world.operators.rows[operator_id] = replace(ANNA, id=operator_id)
        hashed = hashlib.sha256(token(number).encode()).digest()
        world.operators.open[hashed] = (operator_id, "csrf", expires_at)

    def push(number: int) -> None:
        world.sessions.push(OperatorId(number + 1), lambda revision: CardChanged(revision=revision, card=CARD))

    control = await asyncio.get_running_loop().create_server(lambda: Control(push), HOST, 0)
    async with asyncio.TaskGroup() as tasks:
        passwords = Passwords(CHEAP)
        async with serve(
            tasks, world.services(), ServerConfig(port=0), clock=world.clock, metrics=Metrics(), passwords=passwords
        ) as listening:
            pipe.send((listening.port, control.sockets[0].getsockname()[1]))
            await asyncio.Event().wait()


SERVERS = {"bare": serve_bare, "ours": serve_ours}


def child(kind: str, count: int, pipe: Connection) -> None:
    """Run one of the servers until this process is ended."""
    allow_many_files()
    uvloop.run(SERVERS[kind](count, pipe))


def allow_many_files() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


class Client(asyncio.Protocol):
    """One browser: waits for a text, or for one whole frame."""

    def __init__(self) -> None:
        self._seen = bytearray()
        self._wanted = b""
        self._future: asyncio.Future[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self._seen += data
        self._look()

    def _look(self) -> None:
        if self._future is not None and not self._future.done() and self._has_it():
            self._seen.clear()
            self._future.set_result(None)

    def _has_it(self) -> bool:
        if self._wanted:
            return self._wanted in self._seen
        return len(self._seen) >= 4 + int.from_bytes(self._seen[2:4], "big")

    def wait(self, wanted: bytes = b"") -> asyncio.Future[None]:
        self._wanted = wanted
        self._future = asyncio.get_running_loop().create_future()
        self._look()
        return self._future


class Side:
    """One server as its clients see it."""

    def __init__(self, kind: str, count: int) -> None:
        context = multiprocessing.get_context("spawn")
        mine, other = context.Pipe()
        self.process = context.Process(target=child, args=(kind, count, other), daemon=True)
        self.process.start()
        self.port, self.control_port = mine.recv()
        self.is_ours = kind == "ours"
        self.clients: list[Client] = []

    async def open(self, count: int) -> None:
        """Connect clients until there are `count`."""
        self.reader, self.control = await asyncio.open_connection(HOST, self.control_port)
        for start in range(len(self.clients), count, 50):
            batch = range(start, min(count, start + 50))
            self.clients += await asyncio.gather(*(self._connect(number) for number in batch))

    async def _connect(self, number: int) -> Client:
        _, client = await asyncio.get_running_loop().create_connection(Client, HOST, self.port)
        if not self.is_ours:
            await client.wait(b"{}")
            return client
        client.transport.write(upgrade(self.port, number))
        await client.wait(b'"hello"')
        client.transport.write(auth())
        await client.wait(b'"snapshot"')
        return client

    async def rss_kib(self) -> int:
        self.control.write(b"rss\n")
        return int(await self.reader.readline())

    async def push(self, number: int) -> float:
        """Return the seconds until the frame has arrived."""
        arrived = self.clients[number].wait()
        begun = perf_counter()
        self.control.write(b"%d\n" % number)
        await arrived
        return perf_counter() - begun


def upgrade(port: int, number: int) -> bytes:
    key = base64.b64encode(os.urandom(16)).decode()
    return (
        f"GET /ws HTTP/1.1\r\nHost: {HOST}:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\nOrigin: http://{HOST}:{port}\r\n"
        f"Cookie: callbridge_session={token(number + 1)}\r\n\r\n"
    ).encode()


def auth() -> bytes:
    return Frame(Opcode.TEXT, b'{"type":"auth","csrf":"csrf","tab":"t"}').serialize(mask=True)


def p99(times: Sequence[float]) -> float:
    return statistics.quantiles(times, n=100)[98]


async def push_ratio(bare: Side, ours: Side, rounds: int, pushes: int) -> None:
    chosen = random.Random(1)
    medians: dict[str, list[float]] = {"bare": [], "ours": []}
    tails: dict[str, list[float]] = {"bare": [], "ours": []}
    for _ in range(rounds):
        times: dict[str, list[float]] = {"bare": [], "ours": []}
        for _ in range(pushes):
            number = chosen.randrange(len(ours.clients))
            times["bare"].append(await bare.push(number))
            times["ours"].append(await ours.push(number))
        for name, measured in times.items():
            medians[name].append(statistics.median(measured))
            tails[name].append(p99(measured))
    floor, cost = statistics.median(medians["bare"]), statistics.median(medians["ours"])
    print(f"push.p50_vs_raw {cost / floor:.2f} (goal <= 1.5)")
    print(f"push.raw_p50_us {floor * 1e6:.0f}")
    print(f"push.p50_us {cost * 1e6:.0f}")
    print(f"push.raw_p99_us {statistics.median(tails['bare']) * 1e6:.0f}")
    print(f"push.p99_us {statistics.median(tails['ours']) * 1e6:.0f}")


async def stuck_ratio(ours: Side, rounds: int, pushes: int) -> None:
    """Before each timed push another goes to a neighbour: in turn to one who reads and to one who does not."""
    chosen, first = random.Random(2), rounds * 2
    ratios = []
    for number in range(rounds):
        neighbours = {False: number, True: rounds + number}
        times: dict[bool, list[float]] = {False: [], True: []}
        ours.clients[neighbours[True]].transport.pause_reading()
        ours.control.write(b"%d\n" % neighbours[True] * 2500)
        await ours.rss_kib()
        for _ in range(pushes):
            for is_stuck, neighbour in neighbours.items():
                ours.control.write(b"%d\n" % neighbour)
                times[is_stuck].append(await ours.push(chosen.randrange(first, len(ours.clients))))
        ratios.append(p99(times[True]) / p99(times[False]))
        ours.clients[neighbours[True]].transport.abort()
    print(f"push.stuck_client_p99_vs_none {statistics.median(ratios):.2f} (goal < 1.5)")


async def measure(sockets: int, rounds: int, pushes: int) -> None:
    bare, ours = Side("bare", sockets), Side("ours", sockets)
    try:
        await bare.open(sockets)
        await ours.open(50)
        before = await ours.rss_kib()
        await ours.open(sockets)
        after = await ours.rss_kib()
        print(f"push.kib_per_idle_socket {(after - before) / (sockets - 50):.1f} (goal <= 30)")
        await push_ratio(bare, ours, rounds, pushes)
        await stuck_ratio(ours, rounds, pushes)
    finally:
        for side in (bare, ours):
            side.process.terminate()
            side.process.join()


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="300 sockets, short rounds")
    is_quick = parser.parse_args(arguments).quick
    allow_many_files()
    uvloop.run(measure(300, 3, 200) if is_quick else measure(2000, 7, 1000))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
