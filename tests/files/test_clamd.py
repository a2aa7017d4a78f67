"""A small clamd that speaks INSTREAM as the real one does; the EICAR test file is what it finds."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from callbridge.app.file_port import Received
from callbridge.files import clamd
from callbridge.files.clamd import Clamd
from callbridge.kernel.errors import FilesUnavailable

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
LIMIT = 1 << 20


class SmallClamd:
    """Reads what is sent, and answers as clamd would; `says` is said instead."""

    def __init__(self, says: bytes | None = None) -> None:
        self.says = says
        self.seen = b""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):  # who asks may go away at any time
            await self._answer(reader, writer)
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        command = await reader.readuntil(b"\0")
        answer = b"PONG" if command == b"zPING\0" else await self._scanned(reader)
        if self.says == b"silence":
            await reader.read()
        else:
            writer.write((answer if self.says is None else self.says) + b"\0")

    async def _scanned(self, reader: asyncio.StreamReader) -> bytes:
        while length := int.from_bytes(await reader.readexactly(4), "big"):
            self.seen += await reader.readexactly(length)
            if len(self.seen) > LIMIT:
                return b"INSTREAM size limit exceeded. ERROR"
        return b"stream: Eicar-Test-Signature FOUND" if EICAR in self.seen else b"stream: OK"


@asynccontextmanager
async def at_tcp(small: SmallClamd) -> AsyncIterator[Clamd]:
    server = await asyncio.start_server(small.serve, "127.0.0.1", 0)
    async with server:
        yield Clamd(f"tcp:127.0.0.1:{server.sockets[0].getsockname()[1]}", timeout_s=60)


def came(folder: Path, body: bytes) -> Received:
    path = folder / "came"
    path.write_bytes(body)
    return Received(place=str(path), sha256="", size=len(body), head=b"")


async def test_a_clean_file_passes_and_has_been_seen_whole(tmp_path: Path) -> None:
    body = bytes(range(256)) * 2_000
    small = SmallClamd()
    async with at_tcp(small) as scanner:
        assert await scanner.scan(came(tmp_path, body)) == ""
    assert small.seen == body


async def test_what_is_found_is_named(tmp_path: Path) -> None:
    async with at_tcp(SmallClamd()) as scanner:
        assert await scanner.scan(came(tmp_path, b"x" * 200_000 + EICAR)) == "Eicar-Test-Signature"


async def test_a_socket_of_the_file_system_serves_as_well(tmp_path: Path) -> None:
    server = await asyncio.start_unix_server(SmallClamd().serve, tmp_path / "ctl")
    async with server:
        scanner = Clamd(f"unix:{tmp_path / 'ctl'}", timeout_s=60)
        await scanner.check()
        assert await scanner.scan(came(tmp_path, EICAR)) == "Eicar-Test-Signature"


async def test_a_file_beyond_its_limit_is_told_with_its_words(tmp_path: Path) -> None:
    async with at_tcp(SmallClamd()) as scanner:
        with pytest.raises(FilesUnavailable) as refused:
            await scanner.scan(came(tmp_path, bytes(8 * LIMIT)))
    assert refused.value.code == "files.scanner"
    assert refused.value.params == {"reason": "INSTREAM size limit exceeded. ERROR"}


@pytest.mark.parametrize("says", [b"", b"stream: OK?", b"UNKNOWN COMMAND", b"stream: FOUND", b"x" * 10_000])
async def test_an_answer_that_is_none_of_its_is_no_pass(tmp_path: Path, says: bytes) -> None:
    async with at_tcp(SmallClamd(says)) as scanner:
        with pytest.raises(FilesUnavailable, match=r"files\.scanner"):
            await scanner.scan(came(tmp_path, b"clean"))
        with pytest.raises(FilesUnavailable, match=r"files\.scanner"):
            await scanner.check()


async def test_one_that_is_silent_or_away_is_no_pass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clamd, "WHOLE_WAIT_S", 0.05)
    async with at_tcp(SmallClamd(b"silence")) as scanner:
        with pytest.raises(FilesUnavailable, match="no answer in time"):
            await scanner.scan(came(tmp_path, b"clean"))
    for away in (f"unix:{tmp_path / 'none'}", "tcp:127.0.0.1:9"):
        with pytest.raises(FilesUnavailable, match=r"files\.scanner"):
            await Clamd(away, timeout_s=1).check()
