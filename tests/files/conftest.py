"""Parts for the tests of this room."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from callbridge.app.file_port import FileStorage, Received
from tests.support.clock import FakeClock
from tests.support.s3_server import s3_server
from tests.support.stores import NOW

__all__ = ["s3_server"]

Receive = Callable[..., Awaitable[Received]]


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(NOW)


async def pieces(*parts: bytes) -> AsyncIterator[bytes]:
    for part in parts:
        yield part


async def read(storage: FileStorage, key: str, first: int, last: int) -> bytes:
    stream = await storage.open(key, first, last)
    try:
        return b"".join([piece async for piece in stream])
    finally:
        await stream.aclose()
