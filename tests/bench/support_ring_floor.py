"""The floor of `ring.py`: the same hops with no work in them, one constant frame to the operator who is rung."""

import asyncio
import re
from multiprocessing.connection import Connection
from typing import cast

import uvloop
from websockets.frames import Frame, Opcode

from tests.bench.support_ring_pbx import FIRST_EXTENSION

_TOKEN = re.compile(rb"callbridge_session=token(\d+)")
_GREETING = b"HTTP/1.1 101 Switching Protocols\r\n\r\n" + Frame(Opcode.TEXT, b'"hello" "snapshot"').serialize(
    mask=False
)
_CARD = Frame(Opcode.TEXT, b"x" * 2048).serialize(mask=False)


class _Ami(asyncio.Protocol):
    """Looks for the ring and for the phone that is rung, in whatever a read brings."""

    def __init__(self, browsers: dict[int, asyncio.Transport]) -> None:
        self._browsers = browsers
        self._rest = b""

    def data_received(self, data: bytes) -> None:
        *messages, self._rest = (self._rest + data).split(b"\r\n\r\n")
        for message in messages:
            if message.startswith(b"Event: DialBegin"):
                place = message.find(b"\r\nDestChannel: PJSIP/") + 21
                extension = int(message[place : message.find(b"-", place)])
                self._browsers[extension - FIRST_EXTENSION].write(_CARD)


class _Browser(asyncio.Protocol):
    """Takes the upgrade request for the name of the operator; what comes later is not read."""

    def __init__(self, browsers: dict[int, asyncio.Transport]) -> None:
        self._browsers = browsers

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        token = _TOKEN.search(data)
        if token is not None:
            self._browsers[int(token[1]) - 1] = self._transport
            self._transport.write(_GREETING)


async def _serve(ami_port: int, pipe: Connection) -> None:
    browsers: dict[int, asyncio.Transport] = {}
    loop = asyncio.get_running_loop()
    await loop.create_connection(lambda: _Ami(browsers), "127.0.0.1", ami_port)
    server = await loop.create_server(lambda: _Browser(browsers), "127.0.0.1", 0, backlog=1024)
    pipe.send(server.sockets[0].getsockname()[1])
    await asyncio.Event().wait()


def serve(ami_port: int, pipe: Connection) -> None:
    """Connect to the AMI, send the port for browsers, and serve until ended."""
    uvloop.run(_serve(ami_port, pipe))
