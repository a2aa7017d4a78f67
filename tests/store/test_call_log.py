"""The call log: batched, coalesced, bounded, and whole again after an outage."""

import asyncio
import sqlite3
from datetime import timedelta
from typing import TypeVar

import pytest

from callbridge.crm.call_log import CallRow
from callbridge.kernel.errors import StoreUnavailable
from callbridge.kernel.ids import OperatorId
from callbridge.store.call_log import SqlCallLog
from callbridge.store.database import Database
from callbridge.store.store import SqlStore, open_store
from callbridge.store.tx import Unit
from callbridge.store.worker import Access
from tests.store.test_call_records import a_call
from tests.support.clock import FakeClock
from tests.support.stores import NOW, WAIT_S

T = TypeVar("T")


class Faulty(Database):
    """A database that is away for some writes, keeps the others waiting until it is open, and counts them."""

    def __init__(self, inner: Database, *, failures: int) -> None:
        self._inner = inner
        self.failures = failures
        self.batches = 0
        self.is_back = asyncio.Event()
        self.is_asked = asyncio.Event()
        self.is_open = asyncio.Event()
        self.is_open.set()

    async def read(self, unit: Unit[T], *, timeout_s: float = WAIT_S) -> T:
        return await self._inner.read(unit, timeout_s=timeout_s)

    async def run(self, unit: Unit[T], *, access: Access = Access.SURELY, timeout_s: float = WAIT_S) -> T:
        if self.failures:
            self.failures -= 1
            raise StoreUnavailable
        self.is_asked.set()
        await self.is_open.wait()
        result = await self._inner.run(unit, access=access, timeout_s=timeout_s)
        self.batches += 1
        self.is_back.set()
        return result


async def test_records_of_one_call_coalesce_and_the_newest_wins(store: SqlStore) -> None:
    for seconds in range(50):
        store.call_log.put(a_call(1, ring_seconds=float(seconds)))
    assert store.call_log.pending == 1
    assert await store.call_log.open_calls("main") == [a_call(1, ring_seconds=49.0)]
    assert store.call_log.pending == 0


async def test_calls_put_together_are_written_in_one_transaction(store: SqlStore) -> None:
    database = Faulty(store.database, failures=0)
    log = SqlCallLog(database)
    for number in range(300):
        log.put(a_call(number))
    await log.flush()
    assert database.batches == 1
    assert len(await log.open_calls("main")) == 300


async def test_the_task_writes_by_itself_and_survives_an_outage(store: SqlStore) -> None:
    database = Faulty(store.database, failures=3)
    log = SqlCallLog(database, interval_s=0.001)
    async with asyncio.TaskGroup() as tasks:
        keeping = tasks.create_task(log.keep(), name="call log")
        log.put(a_call(1))
        await asyncio.wait_for(database.is_back.wait(), WAIT_S)
        keeping.cancel()
    assert database.failures == 0
    assert await log.open_calls("main") == [a_call(1)]


async def test_what_is_put_while_a_batch_is_written_is_not_lost(store: SqlStore) -> None:
    log = store.call_log
    log.put(a_call(1))
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(log.flush(), name="flush")
        await asyncio.sleep(0)
        log.put(a_call(1, queue="later"))
    assert await log.open_calls("main") == [a_call(1, queue="later")]


async def test_when_full_the_call_that_ended_first_is_given_up(store: SqlStore) -> None:
    log = SqlCallLog(store.database, max_pending=3)
    log.put(a_call(1))
    log.put(a_call(2, ended_at=NOW + timedelta(minutes=2)))
    log.put(a_call(3, ended_at=NOW + timedelta(minutes=1)))
    log.put(a_call(4))
    log.put(a_call(4, queue="same call, no room needed"))
    assert (log.pending, log.dropped) == (3, 1)
    await log.flush()
    kept = [await store.desk.call(a_call(number).call_id) for number in (1, 2, 3, 4)]
    assert [row is not None for row in kept] == [True, True, False, True]


async def test_one_record_the_database_refuses_costs_only_itself(store: SqlStore) -> None:
    """A foreign key to nobody must not hold up every other call."""
    log = store.call_log
    log.put(a_call(1, operator_id=OperatorId(999)))
    log.put(a_call(2))
    assert await log.open_calls("main") == [a_call(2)]
    assert (log.pending, log.dropped) == (0, 1)


async def test_who_waits_for_a_call_is_told_once_when_it_can_be_read(store: SqlStore) -> None:
    reads: list[asyncio.Task[CallRow | None]] = []
    call_id = a_call(1).call_id
    async with asyncio.TaskGroup() as tasks:
        store.call_log.put(
            a_call(1), lambda: reads.append(tasks.create_task(store.desk.call(call_id), name="read at once"))
        )
        await asyncio.sleep(0)
        assert reads == []
        await store.call_log.flush()
        store.call_log.put(a_call(1, queue="later"))
        await store.call_log.flush()
    (read,) = [task.result() for task in reads]
    assert read is not None


async def test_who_waits_for_a_record_is_told_of_a_newer_one_in_its_place(store: SqlStore) -> None:
    told: list[str] = []
    store.call_log.put(a_call(1), lambda: told.append("first"))
    store.call_log.put(a_call(1, queue="newer"))
    await store.call_log.flush()
    assert told == ["first"]
    store.call_log.put(a_call(1), lambda: told.append("second"))
    store.call_log.put(a_call(1), lambda: told.append("third"))
    await store.call_log.flush()
    assert told == ["first", "third"]


async def test_who_waits_is_not_told_by_an_older_batch_under_way(store: SqlStore) -> None:
    told_after: list[int] = []
    database = Faulty(store.database, failures=0)
    log = SqlCallLog(database)
    database.is_open.clear()
    log.put(a_call(1))
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(log.flush(), name="flush")
        await database.is_asked.wait()
        log.put(a_call(1, queue="newer"), lambda: told_after.append(database.batches))
        database.is_open.set()
    assert told_after == [2]


async def test_who_waits_is_told_after_an_outage_and_not_before(store: SqlStore) -> None:
    told: list[str] = []
    log = SqlCallLog(Faulty(store.database, failures=1))
    log.put(a_call(1), lambda: told.append("kept"))
    with pytest.raises(StoreUnavailable):
        await log.flush()
    assert told == []
    await log.flush()
    assert told == ["kept"]


async def test_nobody_waits_for_ever_for_a_call_that_is_given_up_or_refused(store: SqlStore) -> None:
    told: list[str] = []
    log = SqlCallLog(store.database, max_pending=1)
    log.put(a_call(1, ended_at=NOW), lambda: told.append("given up"))
    log.put(a_call(2, operator_id=OperatorId(999)), lambda: told.append("refused"))
    assert told == ["given up"]
    await log.flush()
    assert (told, log.dropped) == (["given up", "refused"], 2)


async def test_flush_tells_an_outage_and_keeps_what_is_pending(store: SqlStore) -> None:
    log = SqlCallLog(Faulty(store.database, failures=1))
    log.put(a_call(1))
    with pytest.raises(StoreUnavailable):
        await log.flush()
    assert log.pending == 1
    await log.flush()
    assert log.pending == 0


async def test_what_is_pending_at_the_stop_is_written(store_url: str, clock: FakeClock) -> None:
    async with open_store(store_url, 1, clock) as store:
        store.call_log.put(a_call(1))
    async with open_store(store_url, 1, clock) as store:
        assert await store.call_log.open_calls("main") == [a_call(1)]


async def test_a_locked_sqlite_delays_the_log_and_nothing_is_lost(sqlite_url: str, clock: FakeClock) -> None:
    async with open_store(sqlite_url, 1, clock) as store:
        other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
        try:
            other.execute("BEGIN IMMEDIATE")
            store.call_log.put(a_call(1))
            assert await store.database.read(lambda tx: 1) == 1
            assert store.call_log.pending == 1
            other.execute("ROLLBACK")
        finally:
            other.close()
        assert await store.call_log.open_calls("main") == [a_call(1)]
