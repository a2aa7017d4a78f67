"""The operators' browsers of `ring.py`: they note when each message came and acknowledge cards."""

import asyncio
import re
import time
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar, cast

import orjson
from websockets.frames import Frame, Opcode

from tests.bench.push import auth, upgrade

_RINGING = re.compile(rb'\{"revision":(\d+),"card":\{"id":"([^"]+)","state":"ringing"')
OPEN_S = 120.0
_SHORT, _LONG = 126, 127


class Arrival(NamedTuple):
    """A frame's text and the monotonic instant at which the last of it came."""

    at_ns: int
    text: bytes

    @property
    def message(self) -> dict[str, Any]:
        return cast("dict[str, Any]", orjson.loads(self.text))


class Browser(asyncio.Protocol):
    """One operator's socket: keeps what comes, to be read after the slice."""

    transport: asyncio.Transport

    def __init__(self) -> None:
        self._rest = b""
        self._is_upgraded = b""
        """The end of the answer to the upgrade request, once it has come."""
        self._came: list[Arrival] = []
        self._awaited: tuple[bytes, asyncio.Future[None]] | None = None

    @property
    def count(self) -> int:
        """How many texts came since the last `take`."""
        return len(self._came)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        at_ns = time.monotonic_ns()
        self._rest += data
        if not self._is_upgraded:
            answer, self._is_upgraded, rest = self._rest.partition(b"\r\n\r\n")
            self._rest = rest if self._is_upgraded else answer
        while (frame := _first_frame(self._rest)) is not None:
            opcode, payload, self._rest = frame
            if opcode == Opcode.PING:
                self._send(Opcode.PONG, payload)
            elif opcode == Opcode.TEXT:
                self._came.append(Arrival(at_ns, payload))
                self._acknowledge(payload)
        if self._awaited is not None and not self._awaited[1].done():
            self._look()

    def _acknowledge(self, text: bytes) -> None:
        card = _RINGING.match(text)
        if card is not None:
            self._send(Opcode.TEXT, b'{"type":"rendered","revision":%b,"card_id":"%b","visible":true}' % card.groups())

    def _send(self, opcode: Opcode, payload: bytes) -> None:
        self.transport.write(Frame(opcode, payload).serialize(mask=True))

    def _look(self) -> None:
        text, future = cast("tuple[bytes, asyncio.Future[None]]", self._awaited)
        if any(text in arrival.text for arrival in self._came):
            future.set_result(None)

    async def read_until(self, text: bytes) -> None:
        """Wait until `text` has come."""
        self._awaited = text, asyncio.get_running_loop().create_future()
        self._look()
        await self._awaited[1]
        self._awaited = None

    def take(self) -> list[Arrival]:
        """Return the texts that came since the last time, oldest first."""
        came, self._came = self._came, []
        return came


def _first_frame(raw: bytes) -> tuple[int, bytes, bytes] | None:
    """Return opcode, payload and what follows; None when the first frame is not whole (RFC 6455 §5.2, unmasked)."""
    if len(raw) < 2:
        return None
    size, start = raw[1], 2
    if size == _SHORT:
        size, start = int.from_bytes(raw[2:4], "big"), 4
    elif size == _LONG:
        size, start = int.from_bytes(raw[2:10], "big"), 10
    if len(raw) < start + size:
        return None
    return raw[0] & 0x0F, raw[start : start + size], raw[start + size :]


B = TypeVar("B", bound=Browser)


async def open_browsers(port: int, count: int) -> list[Browser]:
    """Return one browser for each operator, each with its snapshot already read."""
    browsers: list[Browser] = []
    for first in range(0, count, 25):
        batch = range(first, min(count, first + 25))
        async with asyncio.timeout(OPEN_S):
            browsers += await asyncio.gather(*(open_browser(port, number, Browser) for number in batch))
    return browsers


async def open_browser(port: int, number: int, make: Callable[[], B]) -> B:
    """Return the browser of operator `number` (from 0), the snapshot read."""
    _, browser = await asyncio.get_running_loop().create_connection(make, "127.0.0.1", port)
    browser.transport.write(upgrade(port, number))
    await browser.read_until(b'"hello"')
    browser.transport.write(auth())
    await browser.read_until(b'"snapshot"')
    return browser
