"""A wire between the daemon and its PBX that a test can cut and mend."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress


class Relay:
    """Hands bytes on both ways, on a port that stays the same while the wire is cut."""

    def __init__(self, host: str, port: int) -> None:
        self._target = (host, port)
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self.port = 0

    async def open(self) -> None:
        """Listen on this machine."""
        self._server = await asyncio.start_server(self._carry, self._target[0], self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """Cut what is connected and listen no more."""
        if self._server is not None:
            self._server.close()
        for writer in tuple(self._writers):
            writer.transport.abort()
        if self._server is not None:
            await self._server.wait_closed()

    @asynccontextmanager
    async def cut(self) -> AsyncIterator[None]:
        """Keep the wire cut inside the block."""
        await self.close()
        try:
            yield
        finally:
            await self.open()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        back, forth = await asyncio.open_connection(*self._target)
        ends = {writer, forth}
        self._writers |= ends
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(_pour(reader, forth), name="to the PBX")
                tasks.create_task(_pour(back, writer), name="from the PBX")
        finally:
            self._writers -= ends
            for end in ends:
                end.transport.abort()


async def _pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    writer.transport.abort()
