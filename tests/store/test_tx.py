"""What a unit works with."""

import pytest
from sqlalchemy import bindparam, insert, select, update

from callbridge.store import tables as t
from callbridge.store.statement import Prepared
from callbridge.store.store import SqlStore
from callbridge.store.tx import Abandoned, Tx
from tests.support.stores import NOW

ADD = Prepared(insert(t.organization).returning(t.organization.c.id), columns=("name", "created_at"))
ADD_MANY = Prepared(insert(t.organization).inline(), columns=("name", "created_at"))
NAMED = Prepared(
    select(t.organization.c.name, t.organization.c.created_at).where(t.organization.c.id == bindparam("id"))
)


async def test_rows_are_named_and_have_python_values(store: SqlStore) -> None:
    new = await store.database.run(lambda tx: tx.value(ADD, name="Акме", created_at=NOW))
    (row,) = await store.database.read(lambda tx: tx.rows(NAMED, id=new))
    assert (row.name, row.created_at) == ("Акме", NOW)


async def test_a_row_that_is_not_there_is_none(store: SqlStore) -> None:
    assert await store.database.read(lambda tx: (tx.row(NAMED, id=1), tx.value(NAMED, id=1))) == (None, None)


async def test_execute_tells_how_many_rows_it_touched(store: SqlStore) -> None:
    def unit(tx: Tx) -> int:
        tx.executemany(ADD_MANY, [{"name": str(number), "created_at": NOW} for number in range(3)])
        tx.executemany(ADD_MANY, [])
        return tx.execute(update(t.organization).where(t.organization.c.name != "0").values(name="x"))

    assert await store.database.run(unit) == 2


async def test_a_missing_parameter_is_our_own_mistake(store: SqlStore) -> None:
    with pytest.raises(KeyError):
        await store.database.read(lambda tx: tx.rows(NAMED))


def test_an_abandoned_unit_goes_no_further() -> None:
    tx = Tx(object(), object())  # type: ignore[arg-type]
    tx.is_abandoned = True
    for step in (tx.check, lambda: tx.executemany(ADD_MANY, [{}])):
        with pytest.raises(Abandoned):
            step()
