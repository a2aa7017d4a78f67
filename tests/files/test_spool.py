"""Receiving a file on a real disk."""

import hashlib
import os
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from callbridge.disk import Disk
from callbridge.files.disk import FilesDisk
from callbridge.files.spool import Spool
from callbridge.kernel.errors import TooLarge
from tests.files.conftest import pieces
from tests.support.stores import NOW

MIB = 1 << 20


@pytest.fixture
def disk() -> Disk:
    return FilesDisk(60)


async def test_a_file_is_hashed_while_it_is_written(tmp_path: Path, disk: Disk) -> None:
    parts = [os.urandom(300_000), b"", os.urandom(7)]
    received = await Spool(tmp_path / "a" / "b", disk).receive(pieces(*parts), MIB)
    whole = b"".join(parts)
    assert Path(received.place).read_bytes() == whole
    assert (received.sha256, received.size) == (hashlib.sha256(whole).hexdigest(), len(whole))
    assert received.head == whole[:4096]
    assert Path(received.place).stat().st_mode & 0o777 == 0o600


async def test_what_is_too_large_is_refused_while_it_comes_and_leaves_nothing(tmp_path: Path, disk: Disk) -> None:
    asked = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal asked
        while True:
            asked += 1
            yield bytes(100_000)

    with pytest.raises(TooLarge):
        await Spool(tmp_path, disk).receive(endless(), MIB)
    assert asked == 11
    disk._threads.shutdown(wait=True)
    assert [path for path in tmp_path.iterdir() if path.is_file()] == []


async def test_as_much_as_is_allowed_is_taken(tmp_path: Path, disk: Disk) -> None:
    assert (await Spool(tmp_path, disk).receive(pieces(bytes(MIB)), MIB)).size == MIB


async def test_a_sender_that_goes_away_leaves_nothing(tmp_path: Path, disk: Disk) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield bytes(300_000)
        raise ConnectionError

    with pytest.raises(ConnectionError):
        await Spool(tmp_path, disk).receive(broken(), MIB)
    disk._threads.shutdown(wait=True)
    assert [path for path in tmp_path.iterdir() if path.is_file()] == []


async def test_what_a_crash_left_is_forgotten_when_it_is_old(tmp_path: Path, disk: Disk) -> None:
    spool = Spool(tmp_path, disk)
    await spool.forget_older_than(NOW)
    for name, age in (("old", 25), ("young", 1)):
        (tmp_path / name).write_bytes(b"x")
        at = (NOW - timedelta(hours=age)).timestamp()
        os.utime(tmp_path / name, (at, at))
    await spool.forget_older_than(NOW - timedelta(hours=24))
    assert [path.name for path in tmp_path.iterdir()] == ["young"]
