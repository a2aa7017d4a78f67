"""Rows asked for by many keys at once, on both engines."""

from sqlalchemy import select

from callbridge.store import tables as t
from callbridge.store.directory import add_person
from callbridge.store.key_list import one_of_ids, one_of_keys
from callbridge.store.statement import Prepared
from callbridge.store.store import SqlStore
from callbridge.store.tx import Tx
from tests.support.stores import NOW

_BY_NAME = Prepared(select(t.person.c.id).where(one_of_keys(t.person.c.folded_name, "keys")).order_by(t.person.c.id))
_BY_ID = Prepared(select(t.person.c.folded_name).where(one_of_ids(t.person.c.id, "ids")).order_by(t.person.c.id))


async def test_any_number_of_keys_is_asked_for_by_one_statement(store: SqlStore) -> None:
    def unit(tx: Tx) -> None:
        ids = [add_person(tx, f"Лицо {number}", at=NOW) for number in range(3)]
        assert [row.id for row in tx.rows(_BY_NAME, keys=["лицо 0", "лицо 2", "никто"])] == [ids[0], ids[2]]
        assert [row.folded_name for row in tx.rows(_BY_ID, ids=range(ids[1], ids[1] + 1_000))] == ["лицо 1", "лицо 2"]
        assert tx.rows(_BY_NAME, keys=[]) == tx.rows(_BY_ID, ids=()) == []

    await store.database.run(unit)


async def test_keys_that_no_engine_takes_find_nothing(store: SqlStore) -> None:
    """Other people's text: NUL, half a surrogate pair, quotes."""
    hostile = ["a\0b", "\ud800", "'; --", '"]']
    assert await store.database.read(lambda tx: tx.rows(_BY_NAME, keys=hostile)) == []
