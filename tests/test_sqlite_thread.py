"""SQLite's threads: none outlives a file that cannot be opened."""

import sqlite3
import threading
from pathlib import Path

import pytest

from callbridge.sqlite_thread import connect_sqlite


async def test_a_file_that_cannot_be_opened_leaves_no_thread(tmp_path: Path) -> None:
    before = set(threading.enumerate())
    for _ in range(20):
        with pytest.raises(sqlite3.OperationalError):
            await connect_sqlite(str(tmp_path / "nowhere" / "x.db"))
        left = set(threading.enumerate()) - before
        assert [each.name for each in left if "_connection_worker_thread" in each.name] == []


async def test_a_file_that_is_opened_answers(tmp_path: Path) -> None:
    connection = await connect_sqlite(str(tmp_path / "x.db"), isolation_level=None)
    async with connection.execute("SELECT 1") as cursor:
        assert await cursor.fetchone() == (1,)
    await connection.close()
