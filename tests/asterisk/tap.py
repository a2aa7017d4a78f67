"""The raw AMI stream of a PBX as the daemon's user gets it, each packet with the time it came."""

import asyncio
import contextlib

from tests.asterisk.config import AmiUser


class Tap:
    """Reads and keeps; `cut` returns what came since the last cut."""

    def __init__(self) -> None:
        self._packets: list[tuple[float, bytes]] = []
        self._began = 0.0
        self._reading: asyncio.Task[None] | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def open(self, host: str, port: int, user: AmiUser) -> None:
        """Log in and begin to read."""
        reader, self._writer = await asyncio.open_connection(host, port)
        self._writer.write(f"Action: Login\r\nUsername: {user.name}\r\nSecret: {user.secret}\r\n\r\n".encode())
        text = b""
        while b"FullyBooted" not in text or not text.endswith(b"\r\n\r\n"):
            text += await reader.read(65536)
        self._reading = asyncio.get_running_loop().create_task(self._read(reader))

    def begin(self) -> float:
        """Throw away what came so far; return the instant from which the next recording counts."""
        self._packets.clear()
        self._began = asyncio.get_running_loop().time()
        return self._began

    def cut(self) -> tuple[bytes, list[tuple[float, int, int]]]:
        """Return the bytes since `begin`, and of each packet seconds, offset and length."""
        raw, chunks = b"", []
        for at, packet in self._packets:
            chunks.append((round(at - self._began, 4), len(raw), len(packet)))
            raw += packet
        return raw, chunks

    async def close(self) -> None:
        """Hang up on the manager."""
        if self._reading is not None:
            self._reading.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._reading
        if self._writer is not None:
            self._writer.close()

    async def _read(self, reader: asyncio.StreamReader) -> None:
        loop = asyncio.get_running_loop()
        while packet := await reader.read(65536):
            self._packets.append((loop.time(), packet))
