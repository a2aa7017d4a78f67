"""A server of sound files on loopback: a real socket that answers as badly as it is told to."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

Answer = Callable[["Asked", asyncio.StreamWriter], Awaitable[None]]


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    target: str
    headers: dict[str, str]

    @property
    def range(self) -> tuple[int, int] | None:
        found = re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("range", ""))
        return (int(found[1]), int(found[2])) if found else None


@dataclass
class AudioServer:
    """Gives out `files` with ranges; a path in `answers` is answered by that function instead."""

    files: dict[str, bytes] = field(default_factory=dict)
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    port: int = 0
    knows_ranges: bool = True
    token: str = ""
    open: set[asyncio.StreamWriter] = field(default_factory=set)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.open.add(writer)
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            pairs = (line.split(": ", 1) for line in head[1:] if line)
            asked = Asked(head[0].split(" ")[1], {name.lower(): value for name, value in pairs})
            self.asked.append(asked)
            await self.answers.get(asked.target, self._give)(asked, writer)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()
            self.open.discard(writer)

    async def _give(self, asked: Asked, writer: asyncio.StreamWriter) -> None:
        if self.token and asked.headers.get("authorization") != self.token:
            writer.write(answer(401, b""))
            return
        body = self.files.get(asked.target)
        if body is None:
            writer.write(answer(404, b"no such file"))
        elif asked.range is None or not self.knows_ranges:
            writer.write(answer(200, body))
        else:
            first, last = asked.range[0], min(asked.range[1], len(body) - 1)
            told = f"Content-Range: bytes {first}-{last}/{len(body)}"
            writer.write(answer(206, body[first : last + 1], told))


def answer(status: int, body: bytes, *headers: str, length: int | None = None) -> bytes:
    """Return a whole answer; `length` lies about the body's."""
    told = len(body) if length is None else length
    return "\r\n".join([f"HTTP/1.1 {status} X", f"Content-Length: {told}", *headers, "", ""]).encode() + body


def sends(raw: bytes) -> Answer:
    """Answer with these bytes and close."""

    async def send(_: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(raw)

    return send


def stalls(raw: bytes) -> Answer:
    """Send these bytes, then nothing more until the other side goes."""

    async def send(_: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(raw)
        await writer.drain()
        await writer.wait_closed()

    return send


@asynccontextmanager
async def audio_server() -> AsyncIterator[AudioServer]:
    """Serve on a port of the system's choice."""
    given = AudioServer()
    server = await asyncio.start_server(given.serve, "127.0.0.1", 0)
    given.port = server.sockets[0].getsockname()[1]
    try:
        yield given
    finally:
        server.close()
        for writer in given.open:
            writer.transport.abort()
        async with asyncio.timeout(30):
            while given.open:  # a connection left to the loop's end would warn in another test
                await asyncio.sleep(0)
