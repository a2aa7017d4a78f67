"""PostgreSQL alone: a server that restarts, goes away, or ends a deadlock."""

import asyncio
import threading

import pytest

from callbridge.kernel.errors import StoreUnavailable
from callbridge.store.store import open_store
from callbridge.store.tx import Tx, Unit
from tests.store.test_engines import add, count
from tests.support.clock import FakeClock
from tests.support.stores import WAIT_S, PostgresCluster


@pytest.mark.postgres
async def test_postgresql_restarted_between_units_is_not_noticed(
    postgres: PostgresCluster, postgres_url: str, clock: FakeClock
) -> None:
    async with open_store(postgres_url, 2, clock) as store:
        await store.database.run(add)
        await asyncio.to_thread(postgres.restart)
        for _ in range(3):
            await store.database.run(add)
        assert await count(store) == 4


@pytest.mark.postgres
async def test_postgresql_away_is_an_outage_and_comes_back_by_itself(
    postgres: PostgresCluster, postgres_url: str, clock: FakeClock
) -> None:
    async with open_store(postgres_url, 2, clock) as store:
        await asyncio.to_thread(postgres.stop)
        try:
            with pytest.raises(StoreUnavailable):
                await store.database.run(add)
            assert not await store.health()
        finally:
            await asyncio.to_thread(postgres.start)
        await store.database.run(add)
        assert await count(store) == 1
        assert await store.health(WAIT_S)


@pytest.mark.postgres
async def test_a_deadlock_is_tried_once_more(postgres_url: str, clock: FakeClock) -> None:
    """Two units lock two names crosswise; the one PostgreSQL gives up runs again and both are kept."""
    both_have_one = threading.Barrier(2, timeout=WAIT_S)
    met = threading.local()

    def crosswise(first: str, second: str) -> Unit[None]:
        def unit(tx: Tx) -> None:
            tx.serialize(first)
            if not getattr(met, "once", False):
                met.once = True
                both_have_one.wait()
            tx.serialize(second)
            add(tx, first)

        return unit

    async with open_store(postgres_url, 1, clock) as store:
        await asyncio.gather(
            store.database.run(crosswise("a", "b")),
            store.database.run(crosswise("b", "a")),
        )
        assert await count(store) == 2


@pytest.mark.postgres
async def test_no_server_at_the_address_is_an_outage(clock: FakeClock) -> None:
    with pytest.raises(StoreUnavailable):
        async with open_store("postgresql://nobody@127.0.0.1:1/none", 1, clock):
            pass
