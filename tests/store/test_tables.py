"""Rules that every table keeps, and that no hot or paged statement scans."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Boolean, Insert, Select, Text, insert

from callbridge.crm.interest import InterestForm
from callbridge.crm.reach import EVERYTHING
from callbridge.kernel.errors import Conflict
from callbridge.kernel.ids import LeadId, OperatorId
from callbridge.store import contacts, directory, leads, lookup
from callbridge.store import tables as t
from callbridge.store.campaigns import add_campaign
from callbridge.store.directory import add_person
from callbridge.store.statement import Prepared
from callbridge.store.store import SqlStore, open_store
from callbridge.store.tx import Tx
from callbridge.store.types import Amount, CleanText, Instant
from tests.support.clock import FakeClock
from tests.support.stores import NOW, phone

ALL_PARAMETERS: dict[str, Any] = {
    "number_key": "+79161234567", "low": "765432161", "high": "765432161:", "did_e164": "+74951112233", "now": NOW,
    "limit": 20, "person_id": 1, "organization_id": 1, "id": 1,
    "extension": "", "today": NOW.date(),
}  # fmt: skip


def prepared_in(module: Any) -> Iterator[tuple[str, Prepared]]:
    """Every prepared statement of a module that reads."""
    for name, value in vars(module).items():
        for number, one in enumerate(value if isinstance(value, tuple) else (value,)):
            for statement in (one, getattr(one, "newest", None), getattr(one, "count", None)):
                if isinstance(statement, Prepared) and isinstance(statement.statement, Select):
                    yield f"{name}[{number}]", statement


HOT = [
    pytest.param(statement, id=f"{module.__name__.rsplit('.')[-1]}{name}")
    for module in (lookup, contacts, leads, directory)
    for name, statement in prepared_in(module)
    if not (module is leads and name.startswith("_BY_ID["))
]


def test_every_instant_and_amount_has_its_own_type() -> None:
    for table in t.metadata.tables.values():
        for column in table.columns:
            if column.name.endswith("_at") or column.name == "at":
                assert isinstance(column.type, Instant), column
            if column.name == "price" or column.name.endswith("amount"):
                assert isinstance(column.type, Amount), column
                assert "currency" in table.columns
                assert column.name == "price" or f"{column.name.removesuffix('_amount')}_base" in table.columns


def test_every_column_of_text_takes_text_from_people() -> None:
    """Plain Text only where the value is an enumeration, a hash or JSON of our own making."""
    ours = {"kind", "state", "role", "device_mode", "language", "presence", "rating", "reason_rule", "currency"}
    ours |= {"password_hash", "csrf", "values", "dirty_fields", "field_versions"}
    ours |= {"lifecycle", "status", "applies_to", "cause", "channel", "visibility", "scope", "direction"}
    ours |= {"value", "scopes", "filter", "sort", "columns", "audience", "options", "topics", "payload", "secret"}
    ours |= {"origins", "steps"}
    ours |= {"mapping", "on_match", "trace", "mistakes"}
    for table in t.metadata.tables.values():
        for column in table.columns:
            if isinstance(column.type, Text) and not isinstance(column.type, CleanText):
                assert column.name in ours, column


def test_flags_are_never_unknown() -> None:
    flags = [c for table in t.metadata.tables.values() for c in table.columns if isinstance(c.type, Boolean)]
    assert flags
    assert not any(column.nullable for column in flags)


def test_every_table_has_a_primary_key_and_every_constraint_a_name() -> None:
    for table in t.metadata.tables.values():
        assert table.primary_key.columns
        assert all(constraint.name for constraint in table.constraints), table
        assert all(index.name for index in table.indexes), table


async def _fill(store: SqlStore, owner: OperatorId) -> None:
    """Enough rows for a planner to prefer an index."""

    def people(tx: Tx) -> None:
        for number in range(40):
            add_person(tx, f"Иван {number}", at=NOW, phones=[phone(f"+7916{number:07d}")])

    await store.database.run(people)
    for number in range(5):
        await store.desk.save_interest(
            key=str(number), form=InterestForm(at=NOW, method_id=1, person_text=f"Иван {number}"),
            numbers=[phone(f"+7916{number:07d}")], owner_id=owner, private_sales=False, at=NOW,
        )  # fmt: skip


def _explain(tx: Tx, statement: Prepared) -> str:
    plan = statement.plan(tx._dialect)
    is_sqlite = tx._dialect.name == "sqlite"
    if not is_sqlite:
        tx._connection.execute("SET enable_seqscan = off")
    values = plan.bind({name: ALL_PARAMETERS.get(name) for name, *_ in plan._slots} | _constants(plan))
    prefix = "EXPLAIN QUERY PLAN " if is_sqlite else "EXPLAIN "
    return "\n".join(str(row[-1]) for row in tx._connection.execute(prefix + plan.sql, values).fetchall())


def _constants(plan: Any) -> dict[str, Any]:
    return {name: default for name, default, _ in plan._slots if name not in ALL_PARAMETERS}


@pytest.mark.parametrize("statement", HOT)
async def test_no_hot_or_paged_statement_scans_a_table(store: SqlStore, anna: OperatorId, statement: Prepared) -> None:
    """Matching and lists stay as quick with a million rows: every table is entered by an index.

    SQLite must choose it; PostgreSQL, whose planner rightly scans tables as small as these, must be able to.
    """
    plan = await store.database.read(lambda tx: _explain(tx, statement))
    scans = [line for line in plan.splitlines() if _is_scan(line)]
    assert not scans, plan


SCOPES = ["_OF_PERSON", "_OF_NUMBER", "_OF_PERSON_AND_NUMBER", "_OF_ORGANIZATION"]


@pytest.mark.parametrize("scope", SCOPES)
async def test_the_newest_contacts_are_read_in_order_and_never_sorted(sqlite_url: str, scope: str) -> None:
    async with open_store(sqlite_url, 1, FakeClock(NOW)) as store:
        plan = await store.database.read(partial(_explain, statement=getattr(contacts, scope).newest))
        assert "TEMP B-TREE" not in plan


@pytest.mark.parametrize("scope", SCOPES)
async def test_statistics_over_contacts_of_no_call_lead_to_no_scan(sqlite_url: str, scope: str) -> None:
    """A directory brought from elsewhere has contacts and calls that know nothing of each other."""
    async with open_store(sqlite_url, 1, FakeClock(NOW)) as store:
        with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as connection:
            connection.executescript(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)"
                "INSERT INTO activity (kind, at, done_at, person_id, owner_id, content)"
                "SELECT 'contact', i, i, i, 1, '' FROM n; ANALYZE;"
            )
        plan = await store.database.read(partial(_explain, statement=getattr(contacts, scope).newest))
        assert "USING INDEX ix_activity_call_id" in plan


def _is_scan(line: str) -> bool:
    words = line.split()
    if "Seq" in words and "Scan" in words:
        return True
    return words[:1] == ["SCAN"] and "USING" not in words and not words[1].startswith("anon_")


@pytest.mark.parametrize("before", [None, (NOW, LeadId(3))])
@pytest.mark.parametrize("column", ["", "campaign_id", "person_id", "organization_id"])
async def test_pages_of_interests_come_from_an_index_in_order(
    store: SqlStore, anna: OperatorId, column: str, before: tuple[datetime, LeadId] | None
) -> None:
    await _fill(store, anna)
    seen: list[str] = []

    class Watching(Tx):
        def rows(self, statement: Any, **params: Any) -> list[Any]:
            seen.append(_explain(self, Prepared(statement)))
            return []

    def unit(tx: Tx) -> None:
        leads.leads(Watching(tx._connection, tx._dialect), {column: 1} if column else {}, before, 50, reach=EVERYTHING)

    await store.database.read(unit)
    (plan,) = seen
    assert not [line for line in plan.splitlines() if _is_scan(line)], plan
    assert "USE TEMP B-TREE FOR ORDER BY" not in plan


async def test_contacts_of_people_are_checked_by_the_database_too(store: SqlStore) -> None:
    """A contact point belongs to a person or to an organization, never to both or to none."""
    values = {"kind": "phone", "raw": "", "number_key": "", "extension": "", "reversed_digits": "", "is_shared": False}
    with pytest.raises(Exception, match=r"store\.conflict"):
        await store.database.run(lambda tx: tx.execute(insert(t.contact_point).values(**values).inline()))


async def test_dates_of_a_campaign_are_in_order(store: SqlStore) -> None:
    values = {"name": "x", "state": "running", "date_from": NOW.date(), "date_to": NOW.date() - timedelta(days=1)}
    with pytest.raises(Exception, match=r"store\.conflict"):
        await store.database.run(lambda tx: tx.execute(insert(t.campaign).values(**values).inline()))


async def _deal(store: SqlStore, **changes: Any) -> int:
    values = {
        "name": "Дом", "topic_id": 1, "pipeline_id": 1, "stage_id": 1, "state": "open", "amount": Decimal(1),
        "amount_base": Decimal(1), "currency": "RUB", "rate": Decimal(1), "created_at": NOW, "stage_at": NOW,
        "active_at": NOW, **changes,
    }  # fmt: skip
    return int(await store.database.run(lambda tx: tx.value(insert(t.deal).values(**values).returning(t.deal.c.id))))


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(
            {"state": "lost", "stage_id": 6, "closed_at": NOW, "lost_stage_id": 1}, id="lost without a reason"
        ),
        pytest.param({"state": "won", "stage_id": 5}, id="won and not closed"),
        pytest.param({"closed_at": NOW}, id="open and closed"),
        pytest.param({"amount": Decimal(-1)}, id="less than nothing"),
        pytest.param({"rate": Decimal(0)}, id="a currency worth nothing"),
        pytest.param({"currency": "РУБЛИ"}, id="no currency"),
        pytest.param({"probability": 101}, id="more than certain"),
        pytest.param({"stage_id": 99}, id="a stage of no pipeline"),
    ],
)
async def test_a_deal_that_cannot_be_is_refused_by_the_database(store: SqlStore, wrong: dict[str, Any]) -> None:
    """R121, R124: whatever path writes a deal, a lost one has its reason and an open one no end."""
    with pytest.raises(Conflict):
        await _deal(store, **wrong)
    assert await _deal(store) > 0


async def test_an_interest_makes_one_deal_at_the_most(store: SqlStore, anna: OperatorId) -> None:
    """A15."""
    await _fill(store, anna)
    await _deal(store, origin_lead_id=1)
    with pytest.raises(Conflict):
        await _deal(store, origin_lead_id=1)


async def test_a_contract_of_a_deal_has_no_campaign_of_its_own(store: SqlStore) -> None:
    """Rule 3 of the model: it inherits the deal's."""
    deal_id = await _deal(store)
    values = {
        "number": "1", "state": "draft", "created_at": NOW, "currency": "RUB", "rate": Decimal(1), "deal_id": deal_id,
    }  # fmt: skip
    campaign = await store.database.run(lambda tx: add_campaign(tx, "Выставка"))
    for wrong in ({"campaign_id": campaign}, {"state": "signed"}):
        statement = insert(t.contract).values(**{**values, **wrong}).inline()
        with pytest.raises(Conflict):
            await store.database.run(partial(_execute, statement=statement))


def _execute(tx: Tx, statement: Insert) -> None:
    tx.execute(statement)


async def test_a_person_is_a_participant_of_a_campaign_once(store: SqlStore) -> None:
    """R45."""

    def twice(tx: Tx) -> None:
        values = {"campaign_id": add_campaign(tx, "Выставка"), "person_id": add_person(tx, "Иван", at=NOW)}
        for _ in range(2):
            tx.execute(insert(t.participant).values(**values, created_at=NOW).inline())

    with pytest.raises(Conflict):
        await store.database.run(twice)


def test_every_row_that_people_edit_has_a_version() -> None:
    for table in t.metadata.tables.values():
        assert ("version" in table.columns) >= ("updated_at" in table.columns) or table is t.column_choice, table
