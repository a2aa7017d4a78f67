"""SQLite alone: the file, its locks, and what of aiosqlite is relied upon."""

import asyncio
import sqlite3
import threading
from pathlib import Path

import aiosqlite
import pytest
from sqlalchemy import text

from callbridge.kernel.errors import StoreUnavailable
from callbridge.store import tables as t
from callbridge.store.sqlite import sqlite_pragmas
from callbridge.store.store import open_store
from callbridge.store.tx import Tx
from callbridge.store.worker import Access
from tests.store.test_engines import add, count
from tests.support.clock import FakeClock


async def test_aiosqlite_still_has_the_queue_and_the_connection_we_use(tmp_path: Path) -> None:
    """The private parts store/sqlite.py relies on: a job put with a future runs on the thread and settles it."""
    async with aiosqlite.connect(tmp_path / "x.db") as connection:
        future: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        connection._tx.put_nowait((future, threading.get_ident))
        assert await future != threading.get_ident()
        assert isinstance(connection._conn, sqlite3.Connection)
        left: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        connection._tx.put_nowait((left, lambda: 1))
        left.cancel()


async def test_sqlite_waits_for_another_process_and_gives_up_at_the_deadline(sqlite_url: str, clock: FakeClock) -> None:
    other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    try:
        async with open_store(sqlite_url, 1, clock) as store:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreUnavailable):
                await store.database.run(add, timeout_s=0.1)
            assert await count(store) == 0
            other.execute("ROLLBACK")
            await store.database.run(add, timeout_s=60)
            assert await count(store) == 1
    finally:
        other.close()


async def test_a_full_disk_refuses_the_write_and_keeps_the_rest(sqlite_url: str, clock: FakeClock) -> None:
    async with open_store(sqlite_url, 1, clock) as store:
        await store.database.run(add)

        def cramped(tx: Tx) -> None:
            for _ in range(200):
                add(tx, "x" * 4_000)

        def limit(tx: Tx) -> None:
            pages = tx._connection.execute("PRAGMA page_count").fetchone()[0]
            tx._connection.execute(f"PRAGMA max_page_count = {pages + 5}")

        await store.database.run(limit)
        with pytest.raises(StoreUnavailable, match="No space left"):
            await store.database.run(cramped)
        assert await count(store) == 1
        await store.database.run(add)


async def test_what_an_operator_saves_is_synced_and_call_batches_are_not(sqlite_url: str, clock: FakeClock) -> None:
    pragma = text("PRAGMA synchronous").columns(t.organization.c.id)
    async with open_store(sqlite_url, 1, clock) as store:
        levels = [
            await store.database.run(lambda tx: tx.value(pragma), access=access)
            for access in (Access.SURELY, Access.SOON, Access.SURELY)
        ]
    assert levels == [2, 1, 2]


def test_readers_are_read_only_and_foreign_keys_always_hold() -> None:
    assert "PRAGMA query_only = ON" in sqlite_pragmas(read_only=True)
    assert "PRAGMA foreign_keys = ON" in sqlite_pragmas(read_only=False)
