"""The database: a lookup never waits behind a save."""

import asyncio
import threading

import pytest

from callbridge.kernel.errors import StoreUnavailable
from callbridge.store.store import SqlStore
from callbridge.store.tx import Tx
from tests.support.stores import WAIT_S


async def test_readers_go_on_while_the_writers_are_stuck(store: SqlStore) -> None:
    """A slow save never delays another operator's card."""
    may_go_on = threading.Event()

    def stuck(tx: Tx) -> bool:
        return may_go_on.wait(WAIT_S)

    async with asyncio.TaskGroup() as group:
        saves = [group.create_task(store.database.run(stuck), name="save") for _ in range(4)]
        await asyncio.sleep(0)
        assert await store.database.read(lambda tx: "card") == "card"
        assert not any(save.done() for save in saves)
        assert store.database.waiting["read"] == 0
        assert store.database.waiting["write"] > 0
        may_go_on.set()
    assert store.database.waiting == {"read": 0, "write": 0}


async def test_a_flood_of_lookups_is_refused_when_too_many_wait(store: SqlStore) -> None:
    """Bounded: memory and delay do not grow with the flood, and what was taken is answered."""
    results = await asyncio.gather(
        *(store.database.read(lambda tx: 1, timeout_s=WAIT_S) for _ in range(2_000)), return_exceptions=True
    )
    refused = [error for error in results if isinstance(error, StoreUnavailable)]
    assert {error.code for error in refused} == {"store.overloaded"}
    assert results.count(1) + len(refused) == 2_000
    assert results.count(1) >= 512
    assert await store.database.read(lambda tx: 1) == 1


@pytest.mark.parametrize("is_write", [True, False])
async def test_a_unit_past_its_deadline_is_an_outage(store: SqlStore, is_write: bool) -> None:
    may_go_on = threading.Event()
    ask = store.database.run if is_write else store.database.read
    try:
        with pytest.raises(StoreUnavailable) as late:
            await ask(lambda tx: may_go_on.wait(WAIT_S), timeout_s=0.01)
    finally:
        may_go_on.set()
    assert late.value.code == "store.timeout"
