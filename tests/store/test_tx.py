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


@pytest.mark.parametrize("count", [1, 7, 8, 600])
async def test_many_rows_are_written_in_their_order_however_many_a_statement_takes(store: SqlStore, count: int) -> None:
    many = [{"name": str(number), "created_at": NOW} for number in range(count)]
    await store.database.run(lambda tx: tx.executemany(ADD_MANY, many))
    rows = await store.database.read(lambda tx: tx.rows(select(t.organization.c.name).order_by(t.organization.c.id)))
    assert [row.name for row in rows] == [str(number) for number in range(count)]


async def test_ids_that_are_taken_are_nobody_elses(store: SqlStore) -> None:
    def unit(tx: Tx) -> tuple[list[int], int]:
        tx.value(ADD, name="first", created_at=NOW)
        taken = list(tx.take_ids(t.organization, 3))
        for new in taken:
            tx.execute(insert(t.organization).values(id=new, name="taken", created_at=NOW).inline())
        return taken, tx.value(ADD, name="last", created_at=NOW)

    taken, last = await store.database.run(unit)
    assert len({1, *taken, last}) == 5


async def test_a_unit_that_finds_by_index_takes_many_names_and_finds_the_same(store: SqlStore) -> None:
    def unit(tx: Tx) -> tuple[int, list[str]]:
        tx.by_index()
        tx.serialize_all(["person 2", "person 1", "person 1"])
        made = tx.value(ADD, name="first", created_at=NOW)
        return made, [row.name for row in tx.rows(NAMED, id=made)]

    made, found = await store.database.run(unit)
    rows = await store.database.read(lambda tx: tx.rows(NAMED, id=made))
    assert found == [row.name for row in rows] == ["first"]


async def test_a_missing_parameter_is_our_own_mistake(store: SqlStore) -> None:
    with pytest.raises(KeyError):
        await store.database.read(lambda tx: tx.rows(NAMED))


def test_an_abandoned_unit_goes_no_further() -> None:
    tx = Tx(object(), object())  # type: ignore[arg-type]
    tx.is_abandoned = True
    for step in (tx.check, lambda: tx.executemany(ADD_MANY, [{}])):
        with pytest.raises(Abandoned):
            step()
