"""Things to be listed, in tables of their own that no migration knows."""

import random
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import insert
from sqlalchemy.schema import CreateTable, DropTable

from callbridge.store.statement import Prepared
from callbridge.store.store import SqlStore
from callbridge.store.tx import Tx
from tests.support.list_things import BOX, BOXES, TABLE, Things, row_values

MANY = 45


@pytest.fixture
async def things(store: SqlStore) -> AsyncIterator[Things]:
    """Random rows, the same on each engine."""
    chance = random.Random(20261125)
    rows = [row_values(number, chance) for number in range(1, MANY + 1)]

    def make(tx: Tx) -> None:
        for table in (BOX, TABLE):
            tx._connection.execute(str(CreateTable(table).compile(dialect=tx._dialect)))
        tx.executemany(
            Prepared(insert(BOX).inline(), columns=("id", "name")),
            [{"id": box, "name": name} for box, name in BOXES.items()],
        )
        tx.executemany(Prepared(insert(TABLE).inline(), columns=tuple(rows[0])), rows)

    def drop(tx: Tx) -> None:
        for table in (TABLE, BOX):
            tx._connection.execute(str(DropTable(table).compile(dialect=tx._dialect)))

    await store.database.run(make)
    try:
        yield Things(rows)
    finally:
        await store.database.run(drop)
