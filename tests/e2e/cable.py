"""The network between the daemon and its PBX, which a test can pull out and put back."""

import asyncio
import contextlib
from types import TracebackType

CHUNK = 65_536


class Cable:
    """A TCP proxy on loopback. Pulled out it loses everything without a word to either side; use it in `async with`."""

    def __init__(self, host: str, port: int) -> None:
        self._target = host, port
        self._server: asyncio.Server | None = None
        self._is_whole = True
        self._ends: set[asyncio.StreamWriter] = set()

    async def __aenter__(self) -> "Cable":
        self._server = await asyncio.start_server(self._carry, "127.0.0.1", 0)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.close()
        for end in tuple(self._ends):
            end.close()
        await self._server.wait_closed()

    @property
    def port(self) -> int:
        assert self._server is not None
        return int(self._server.sockets[0].getsockname()[1])

    def pull(self) -> None:
        """Cut the link: what runs looks open and carries nothing, new connections come to nothing."""
        self._is_whole = False

    def mend(self) -> None:
        """Let new connections through; those of before stay dead."""
        self._is_whole = True

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not self._is_whole:
            writer.close()
            return
        far_reader, far_writer = await asyncio.open_connection(*self._target)
        self._ends |= {writer, far_writer}
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._pump(reader, far_writer), name="to the PBX")
                tasks.create_task(self._pump(far_reader, writer), name="from the PBX")
        finally:
            for end in (writer, far_writer):
                self._ends.discard(end)
                end.close()

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        is_lost = False
        with contextlib.suppress(ConnectionError):
            while piece := await reader.read(CHUNK):
                is_lost = is_lost or not self._is_whole  # half a stream is worth nothing once it was mended
                if not is_lost:
                    writer.write(piece)
                    await writer.drain()
        writer.close()
