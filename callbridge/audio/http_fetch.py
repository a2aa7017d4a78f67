"""One GET of one file, read piece by piece: every wait timed, nothing believed that the other side says of itself.

h11, which our own server reads requests with, holds the answer to its own length; no redirect is followed here, no
proxy of the environment asked, and the connection is never used again.
"""

import asyncio
import contextlib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import h11

from callbridge.kernel.errors import AudioUnavailable
from callbridge.kernel.system_words import system_words

PIECE_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Origin:
    """The server that a URL names."""

    scheme: str
    host: str
    port: int

    @classmethod
    def of(cls, url: str) -> "Origin":
        """Return the server of an absolute URL; raises ValueError when it names none."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(url)
        return cls(parts.scheme, parts.hostname, parts.port or (443 if parts.scheme == "https" else 80))

    @property
    def authority(self) -> str:
        """What the Host header says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = 443 if self.scheme == "https" else 80
        return host if self.port == usual else f"{host}:{self.port}"


class Fetch:
    """An answer whose head has come; read it with `piece`, and close it."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, timeout_s: float, limit: int
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._timeout_s = timeout_s
        self._http = h11.Connection(h11.CLIENT, max_incomplete_event_size=limit)
        self.status = 0
        self.headers: dict[str, str] = {}

    @classmethod
    async def open(
        cls,
        url: str,
        headers: Mapping[str, str],
        *,
        timeout_s: float,
        tls: ssl.SSLContext | None = None,
        limit: int = 16 * 1024,
    ) -> "Fetch":
        """Ask and wait for the answer's head; raises AudioUnavailable."""
        try:
            async with asyncio.timeout(timeout_s):
                return await cls._opened(url, headers, timeout_s, tls, limit)
        except (OSError, h11.RemoteProtocolError, asyncio.LimitOverrunError) as error:
            raise AudioUnavailable("audio.unavailable", reason=system_words(error)) from error

    @classmethod
    async def _opened(
        cls, url: str, headers: Mapping[str, str], timeout_s: float, tls: ssl.SSLContext | None, limit: int
    ) -> "Fetch":
        origin = Origin.of(url)
        context = tls if origin.scheme == "https" else None
        reader, writer = await asyncio.open_connection(origin.host, origin.port, ssl=context)
        fetch = cls(reader, writer, timeout_s=timeout_s, limit=limit)
        try:
            await fetch._ask(url, origin, headers)
        except BaseException:
            fetch.close()
            raise
        return fetch

    async def _ask(self, url: str, origin: Origin, headers: Mapping[str, str]) -> None:
        parts = urlsplit(url)
        asked = h11.Request(
            method="GET",
            target=(parts.path or "/") + (f"?{parts.query}" if parts.query else ""),
            headers=[("Host", origin.authority), ("Connection", "close"), *headers.items()],
        )
        for event in (asked, h11.EndOfMessage()):
            self._writer.write(self._http.send(event) or b"")
        await self._writer.drain()
        while True:
            answer = await self._event()
            if isinstance(answer, h11.Response):
                break
        self.status = answer.status_code
        self.headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in answer.headers}

    async def piece(self) -> bytes:
        """Return some more of the body, ``b""`` at its end; raises AudioUnavailable, also when it is cut short."""
        try:
            async with asyncio.timeout(self._timeout_s):
                while True:
                    event = await self._event()
                    if isinstance(event, h11.Data):
                        return bytes(event.data)
                    if isinstance(event, h11.EndOfMessage | h11.ConnectionClosed):
                        return b""
        except (OSError, h11.RemoteProtocolError) as error:
            raise AudioUnavailable("audio.unavailable", reason=system_words(error)) from error

    async def _event(self) -> object:
        while (event := self._http.next_event()) is h11.NEED_DATA:
            self._http.receive_data(await self._reader.read(PIECE_BYTES))
        return event

    def close(self) -> None:
        """Drop the connection, whatever it still has to say."""
        with contextlib.suppress(RuntimeError):
            self._writer.transport.abort()
