"""Rows among those that a select finds, on both engines."""

from sqlalchemy import select

from callbridge.store import tables as t
from callbridge.store.lists.among import Among
from callbridge.store.store import SqlStore


async def test_a_row_is_among_those_that_are_found(store: SqlStore) -> None:
    stage = t.stage
    wanted = select(stage.c.id).where(stage.c.kind == "open").scalar_subquery()
    other = stage.alias()
    for nobody, expected in ((False, [1, 2, 3, 4]), (True, [])):
        ids = select(stage.c.id).where(stage.c.id < 0).scalar_subquery() if nobody else wanted
        asked = select(other.c.id).where(Among(other.c.id, ids)).order_by(other.c.id)
        found = await store.database.read(lambda tx: [row.id for row in tx.rows(asked)])  # noqa: B023
        assert found == expected
