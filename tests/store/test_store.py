"""The store is opened, tells its health, and is closed."""

import asyncio
import sqlite3
import threading
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from sqlalchemy import literal, select

from callbridge.app.login_port import Operators
from callbridge.app.ports import CallerLookup, CallLog, Desk
from callbridge.kernel.errors import ConfigError, StoreUnavailable
from callbridge.store import postgres as postgres_module
from callbridge.store import sqlite
from callbridge.store import store as store_module
from callbridge.store.store import SqlStore, open_store
from tests.store.test_call_records import a_call
from tests.support.clock import FakeClock
from tests.support.stores import WAIT_S, PostgresCluster, an_operator


def ports(store: SqlStore) -> tuple[CallerLookup, CallLog, Desk, Operators]:
    """The type checker holds that the store is what the app asks for."""
    return store.lookup, store.call_log, store.desk, store.operators


async def test_the_store_is_every_port_of_the_app(store: SqlStore) -> None:
    assert all(ports(store))


async def test_a_healthy_store_says_so(store: SqlStore) -> None:
    assert await store.health(WAIT_S)


async def test_health_waits_no_longer_than_it_is_told(store: SqlStore) -> None:
    may_go_on = threading.Event()
    workers = 4
    async with asyncio.TaskGroup() as group:
        for _ in range(workers):
            group.create_task(store.database.run(lambda tx: may_go_on.wait(WAIT_S)), name="stuck")
        await asyncio.sleep(0)
        assert not await store.health(timeout_s=0.01)
        may_go_on.set()
    assert await store.health(WAIT_S)


async def test_opening_makes_a_new_file_and_keeps_it(tmp_path: Path, clock: FakeClock) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    async with open_store(url, 1, clock) as store:
        await store.operators.add_operator(an_operator("anna"), "hash")
    async with open_store(url, 1, clock) as store:
        assert [one.login for one in await store.operators.operators()] == ["anna"]


async def test_no_thread_is_left_behind(store_url: str, clock: FakeClock) -> None:
    before = set(threading.enumerate())
    async with open_store(store_url, 3, clock):
        made = [thread for thread in set(threading.enumerate()) - before if is_of_a_store(thread)]
        assert made
    for thread in made:
        thread.join(WAIT_S)
    assert not any(thread.is_alive() for thread in made)


def is_of_a_store(thread: threading.Thread) -> bool:
    return "postgres" in thread.name or "_connection_worker" in thread.name


async def test_what_fails_inside_comes_out_as_it_is(sqlite_url: str, clock: FakeClock) -> None:
    """Not wrapped in a group because the store runs a task."""
    with pytest.raises(ZeroDivisionError):
        async with open_store(sqlite_url, 1, clock):
            raise ZeroDivisionError


async def test_an_address_that_is_none_is_told(clock: FakeClock) -> None:
    with pytest.raises(ConfigError):
        async with open_store("nonsense", 1, clock):
            pass


async def test_a_file_that_another_process_has_locked_does_not_hold_up_the_close(
    sqlite_url: str, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite hears no interrupt while it waits for a lock: a stop of the daemon must not wait for it."""
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT_S", 1000 * WAIT_S)
    monkeypatch.setattr(store_module, "LAST_FLUSH_S", 0.1)
    other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    try:
        async with asyncio.timeout(3 * WAIT_S), open_store(sqlite_url, 4, clock) as store:
            other.execute("BEGIN EXCLUSIVE")
            store.call_log.put(a_call(1))
            with pytest.raises(StoreUnavailable):
                await store.database.run(lambda tx: None, timeout_s=0.1)
    finally:
        other.close()


@pytest.mark.postgres
async def test_a_server_that_hangs_does_not_hold_up_the_close(
    postgres: PostgresCluster, postgres_url: str, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "LAST_FLUSH_S", 0.1)
    monkeypatch.setattr(postgres_module, "CONNECT_TIMEOUT_S", 3)
    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(open_store(postgres_url, 4, clock))
        with postgres.frozen():
            store.call_log.put(a_call(1))
            with pytest.raises(StoreUnavailable):
                await store.database.run(lambda tx: tx.value(select(literal(1))), timeout_s=0.1)
            async with asyncio.timeout(WAIT_S):
                await stack.aclose()


async def test_a_database_locked_at_the_start_is_an_outage_soon(sqlite_url: str, clock: FakeClock) -> None:
    """Whoever opens it can look whether it is to stop, and come again."""
    other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        with pytest.raises(StoreUnavailable, match="another program holds it"):
            async with open_store(sqlite_url, 1, clock, migration_wait_s=0.05):
                pass
    finally:
        other.close()


async def test_a_place_that_cannot_be_written_is_for_a_person_to_mend(tmp_path: Path, clock: FakeClock) -> None:
    with pytest.raises(ConfigError):
        async with open_store(f"sqlite:///{tmp_path}", 1, clock):
            pass
