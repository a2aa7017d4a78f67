"""What differs between the engines, and what must not: transactions, deadlines, faults, coming back after a restart."""

import asyncio
import threading
from pathlib import Path

import pytest
from sqlalchemy import bindparam, func, insert, literal, select, text

from callbridge.kernel.errors import ConfigError, Conflict, InvalidInput, StoreUnavailable
from callbridge.store import tables as t
from callbridge.store.engines import engine_for, place_of
from callbridge.store.postgres import PostgresEngine
from callbridge.store.statement import Prepared
from callbridge.store.store import SqlStore
from callbridge.store.tx import Tx
from callbridge.store.worker import Access
from tests.support.stores import NOW, WAIT_S

ADD = Prepared(insert(t.organization).inline(), columns=("name", "created_at"))
COUNT = Prepared(select(func.count()).select_from(t.organization))


def add(tx: Tx, name: str = "Акме") -> int:
    return tx.execute(ADD, name=name, created_at=NOW)


def forever(tx: Tx) -> None:
    """Count to more than anybody waits for."""
    endless = text(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000000) SELECT max(i) AS i FROM n"
    ).columns(t.organization.c.id)
    tx.rows(endless)


async def count(store: SqlStore) -> int:
    return int(await store.database.read(lambda tx: tx.value(COUNT)))


@pytest.mark.parametrize("access", [Access.SURELY, Access.SOON])
async def test_a_unit_is_kept_whole(store: SqlStore, access: Access) -> None:
    await store.database.run(lambda tx: [add(tx) for _ in range(3)], access=access)
    assert await count(store) == 3


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
async def test_a_unit_that_raises_leaves_nothing(store: SqlStore, error: type[BaseException]) -> None:
    def unit(tx: Tx) -> None:
        add(tx)
        raise error

    with pytest.raises(error):
        await store.database.run(unit)
    assert await count(store) == 0
    await store.database.run(add)
    assert await count(store) == 1


async def test_a_unit_runs_whole_on_one_thread_that_is_not_the_loops(store: SqlStore) -> None:
    """One hop: however many statements, the loop is not involved."""

    def unit(tx: Tx) -> set[int]:
        seen = set()
        for _ in range(5):
            tx.value(COUNT)
            seen.add(threading.get_ident())
        return seen

    threads = await store.database.read(unit)
    assert len(threads) == 1
    assert threading.get_ident() not in threads


async def test_a_reader_cannot_write(store: SqlStore) -> None:
    with pytest.raises((StoreUnavailable, AssertionError)):
        await store.database.read(add)
    assert await count(store) == 0


async def test_a_read_past_its_deadline_is_stopped_and_the_worker_is_free_again(store: SqlStore) -> None:
    for _ in range(3):
        with pytest.raises(StoreUnavailable) as late:
            await store.database.read(forever, timeout_s=0.05)
        assert late.value.code == "store.timeout"
    assert await asyncio.wait_for(count(store), WAIT_S) == 0


async def test_a_write_past_its_deadline_leaves_nothing(store: SqlStore) -> None:
    def unit(tx: Tx) -> None:
        add(tx)
        forever(tx)

    with pytest.raises(StoreUnavailable):
        await store.database.run(unit, timeout_s=0.05)
    await asyncio.wait_for(store.database.run(add), WAIT_S)
    assert await count(store) == 1


async def test_a_unit_nobody_waits_for_ends_at_its_next_statement(store: SqlStore) -> None:
    """Also when it was not in the database at that moment, and could not be interrupted."""
    is_inside, may_go_on = threading.Event(), threading.Event()

    def unit(tx: Tx) -> None:
        add(tx)
        is_inside.set()
        may_go_on.wait(WAIT_S)
        add(tx)

    async with asyncio.TaskGroup() as group:
        task = group.create_task(store.database.run(unit), name="unit")
        await asyncio.to_thread(is_inside.wait, WAIT_S)
        task.cancel()
    may_go_on.set()
    await asyncio.wait_for(store.database.run(add), WAIT_S)
    assert await count(store) == 1


async def test_a_broken_rule_of_the_data_is_a_conflict(store: SqlStore) -> None:
    with pytest.raises(Conflict) as refused:
        await store.database.run(lambda tx: tx.execute(insert(t.organization_word).values(word="x", organization_id=7)))
    assert refused.value.code == "store.conflict"


async def test_a_number_too_great_for_the_database_is_the_askers_mistake(store: SqlStore) -> None:
    statement = select(t.person.c.id).where(t.person.c.id == bindparam("id"))
    with pytest.raises(InvalidInput):
        await store.database.read(lambda tx: tx.rows(statement, id=10**30))


async def test_wrong_sql_is_our_own_mistake(store: SqlStore) -> None:
    with pytest.raises((AssertionError, StoreUnavailable)):
        await store.database.read(lambda tx: tx.rows(select(literal(1)).select_from(text("nowhere"))))


async def test_units_that_name_the_same_thing_run_one_after_the_other(store: SqlStore) -> None:
    """Read, then write what was read: a lost update would count less."""

    def unit(tx: Tx) -> None:
        tx.serialize("count")
        add(tx, f"{tx.value(COUNT)}")

    await asyncio.gather(*(store.database.run(unit) for _ in range(20)))
    names = await store.database.read(lambda tx: tx.rows(select(t.organization.c.name)))
    assert {row.name for row in names} == {str(number) for number in range(20)}


@pytest.mark.parametrize("url", ["sqlite://", "mysql://x/y", "nonsense", "http://x"])
def test_only_the_two_engines_have_an_address(url: str) -> None:
    with pytest.raises(ConfigError):
        engine_for(url)


def test_a_place_is_told_whole_and_without_a_password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert place_of("sqlite:///callbridge.db") == str(tmp_path / "callbridge.db")
    assert place_of("postgresql://u:hidden@h/n") == "postgresql://u:***@h/n"


def test_both_spellings_of_postgresql_are_taken() -> None:
    assert isinstance(engine_for("postgres://u:p@h:5/n"), PostgresEngine)
    assert engine_for("postgresql://u@h/n").writers > 1
