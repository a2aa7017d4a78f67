import asyncio
import contextlib

import pytest

from callbridge.web import patience
from tests.support.web_server import Browser, Site, hear, say_auth

WAIT_S = 0.3


@pytest.fixture
def in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "REQUEST_WAIT_S", WAIT_S)


@pytest.mark.usefixtures("in_a_hurry")
@pytest.mark.parametrize("head", [b"", b"GET /health HTTP/1.1\r\nHost: x\r\n", b"GET /hea"])
async def test_a_request_that_does_not_come_whole_is_dropped(site: Site, head: bytes) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", site.listening.port)
    writer.write(head)
    async with asyncio.timeout(30):
        with contextlib.suppress(ConnectionError):
            await reader.read()
    writer.close()


@pytest.mark.usefixtures("in_a_hurry")
async def test_a_second_request_that_does_not_come_whole_is_dropped_too(site: Site) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", site.listening.port)
    writer.write(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
    assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 ")
    writer.write(b"GET /health HTTP/1.1\r\n")
    async with asyncio.timeout(30):
        with contextlib.suppress(ConnectionError):
            await reader.read()
    writer.close()


async def test_a_socket_that_is_open_may_be_silent(site: Site, anna: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "REQUEST_WAIT_S", 2.0)  # not before anna is logged in: a machine may be busy
    async with anna.open_socket() as ws:
        assert (await hear(ws))["type"] == "hello"
        await say_auth(ws, anna)
        assert (await hear(ws))["type"] == "snapshot"
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(2.5):
                await ws.recv()
