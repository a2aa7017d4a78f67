"""Fixtures of the store's tests."""

from collections.abc import AsyncIterator

import pytest

from callbridge.kernel.ids import OperatorId
from callbridge.store.store import SqlStore, open_store
from tests.support.clock import FakeClock
from tests.support.stores import an_operator


@pytest.fixture
async def store(store_url: str, clock: FakeClock) -> AsyncIterator[SqlStore]:
    """An open store, on each engine in turn."""
    async with open_store(store_url, 2, clock) as opened:
        yield opened


@pytest.fixture
async def anna(store: SqlStore) -> OperatorId:
    """An operator in the store."""
    return await store.operators.add_operator(an_operator("anna", extension="101"), "hash")
