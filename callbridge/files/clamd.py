"""Asks a clamd whether there is something bad in a file that came, before it is kept.

Source: clamd(8), command INSTREAM: ``zINSTREAM\\0``, then chunks, each behind its length as four bytes in network
order, an empty one at the end; the answer is ``stream: OK``, ``stream: NAME FOUND`` or a text that ends in ``ERROR``.
"""

import asyncio
from pathlib import Path

from callbridge.app.file_port import Received
from callbridge.files.disk import FilesDisk
from callbridge.kernel.errors import FilesUnavailable
from callbridge.kernel.system_words import system_words

PIECE_BYTES = 128 * 1024
MAX_ANSWER = 4096
WHOLE_WAIT_S = 300.0
_PREFIX, _FOUND = "stream: ", " FOUND"


class Clamd:
    """`FileScanner` at ``unix:/path`` or ``tcp:host:port``; a connection for each file."""

    def __init__(self, address: str, *, timeout_s: float) -> None:
        self._kind, _, self._place = address.partition(":")
        self._timeout_s = timeout_s
        self._disk = FilesDisk(timeout_s)

    async def scan(self, received: Received) -> str:
        """Return the name of what was found, ``""`` when nothing; raises FilesUnavailable ``files.scanner``."""
        return _read(await self._ask(b"zINSTREAM\0", received))

    async def check(self) -> None:
        """Raise FilesUnavailable when it does not answer."""
        if await self._ask(b"zPING\0", None) != "PONG":
            raise FilesUnavailable("files.scanner", reason="no PONG")

    async def _ask(self, command: bytes, received: Received | None) -> str:
        try:
            async with asyncio.timeout(self._timeout_s if received is None else WHOLE_WAIT_S):
                return await self._conversation(command, received)
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError) as error:
            raise FilesUnavailable("files.scanner", reason=system_words(error)) from error

    async def _conversation(self, command: bytes, received: Received | None) -> str:
        async with asyncio.timeout(self._timeout_s):
            reader, writer = await self._connected()
        try:
            writer.write(command)
            sending = self._send(writer, None if received is None else Path(received.place))
            # listened to meanwhile: one that has seen too much answers and hangs up
            sent, answer = await asyncio.gather(sending, reader.readuntil(b"\0"), return_exceptions=True)
        finally:
            writer.close()
        if isinstance(answer, bytes):
            return answer[:-1].decode("utf-8", errors="replace").strip()
        raise answer if sent is None else sent

    async def _connected(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._kind == "unix":
            return await asyncio.open_unix_connection(self._place, limit=MAX_ANSWER)
        host, _, port = self._place.rpartition(":")
        return await asyncio.open_connection(host, int(port), limit=MAX_ANSWER)

    async def _send(self, writer: asyncio.StreamWriter, path: Path | None) -> None:
        if path is None:
            return
        file = await self._disk.run(lambda: path.open("rb", buffering=0))
        try:
            while piece := await self._disk.run(lambda: file.read(PIECE_BYTES)):
                await self._write(writer, len(piece).to_bytes(4, "big") + piece)
            await self._write(writer, bytes(4))
        finally:
            self._disk.later(file.close)

    async def _write(self, writer: asyncio.StreamWriter, piece: bytes) -> None:
        writer.write(piece)
        async with asyncio.timeout(self._timeout_s):
            await writer.drain()


def _read(answer: str) -> str:
    if answer == f"{_PREFIX}OK":
        return ""
    found = answer.removeprefix(_PREFIX).removesuffix(_FOUND)
    if found and answer == f"{_PREFIX}{found}{_FOUND}":
        return found
    raise FilesUnavailable("files.scanner", reason=answer[:100])
