"""How a page's ids are found: the fewest statements, and none that reads the list to its end."""

from dataclasses import replace
from typing import Any

import pytest

from callbridge.crm.list_filter import Condition, Test
from callbridge.crm.list_order import Cursor, Order
from callbridge.crm.list_query import ListQuery
from callbridge.crm.reach import EVERYTHING
from callbridge.store.lists.bindings import BINDINGS
from callbridge.store.lists.keys import page_keys
from callbridge.store.store import SqlStore
from callbridge.store.tx import Tx
from tests.support.list_things import READER, THING, THINGS, Things

NEWEST = ListQuery(entity=THING, order=Order(field="at", is_descending=True), reader=READER)


async def statements(store: SqlStore, query: ListQuery, start: Cursor | None, limit: int) -> list[str]:
    sent: list[str] = []

    class Watching(Tx):
        def _run(self, plan: Any, params: Any) -> Any:
            sent.append(plan.sql)
            return super()._run(plan, params)

    def unit(tx: Tx) -> None:
        page_keys(Watching(tx._connection, tx._dialect), THINGS, query, start, limit, reach=EVERYTHING)

    await store.database.read(unit)
    return sent


async def test_a_full_page_of_an_unfiltered_list_is_one_statement(store: SqlStore, things: Things) -> None:
    assert len(await statements(store, NEWEST, None, 5)) == 1


async def test_rows_without_a_value_are_read_when_the_others_have_ended(store: SqlStore, things: Things) -> None:
    assert len(await statements(store, NEWEST, None, 200)) == 2
    assert len(await statements(store, NEWEST, Cursor(value=None, id=40), 5)) == 1


async def test_a_filter_that_fits_often_is_answered_by_walking(store: SqlStore, things: Things) -> None:
    often = replace(NEWEST, filter=Condition(field="is_new", test=Test.EQ, values=(True,)))
    (walk,) = await statements(store, often, None, 3)
    assert "walked" in walk


async def test_a_filter_that_fits_seldom_is_answered_by_its_own_indexes(store: SqlStore, things: Things) -> None:
    seldom = replace(NEWEST, order=Order(field="id"), filter=Condition(field="id", test=Test.EQ, values=(7,)))
    *walks, search = await statements(store, seldom, None, 3)
    assert all("walked" in walk for walk in walks)
    assert "MATERIALIZED" in search


async def test_an_order_that_no_index_has_is_never_walked(store: SqlStore, things: Things) -> None:
    """R15-R21: events by a figure that is derived for each: it is derived for all of them one time."""
    seldom = Condition(field="size", test=Test.EQ, values=(-1,))
    searches = await statements(store, replace(NEWEST, order=Order(field="took"), filter=seldom), None, 3)
    assert ["MATERIALIZED" in search for search in searches] == [True, True]  # with a value, and without one


def explain(tx: Tx, query: ListQuery, start: Cursor | None) -> str:
    seen: list[str] = []

    class Explaining(Tx):
        def _run(self, plan: Any, params: Any) -> Any:
            prefix = "EXPLAIN QUERY PLAN " if self._dialect.name == "sqlite" else "EXPLAIN "
            if self._dialect.name != "sqlite":
                self._connection.execute("SET enable_seqscan = off; SET enable_sort = off")
            values = plan.bind(params)
            seen.extend(str(row[-1]) for row in self._connection.execute(prefix + plan.sql, values).fetchall())
            return super()._run(plan, params)

    page_keys(Explaining(tx._connection, tx._dialect), BINDINGS[query.entity.id], query, start, 50, reach=EVERYTHING)
    return "\n".join(seen)


LEADS = BINDINGS["lead"].entity
CAMPAIGN = Condition(field="campaign", test=Test.EQ, values=(1,))


@pytest.mark.parametrize("start", [None, Cursor(value=READER.now, id=3)])
@pytest.mark.parametrize("asked", [None, CAMPAIGN])
@pytest.mark.parametrize("is_descending", [True, False])
async def test_pages_of_leads_are_read_in_the_order_of_an_index_and_never_sorted(
    store: SqlStore, start: Cursor | None, asked: Condition | None, is_descending: bool
) -> None:
    """R53: the list stays quick with a million leads."""
    query = ListQuery(entity=LEADS, order=Order(field="at", is_descending=is_descending), reader=READER, filter=asked)
    plan = await store.database.read(lambda tx: explain(tx, query, start))
    assert "USE TEMP B-TREE" not in plan
    assert "Sort Key" not in plan
    assert ("ix_lead_campaign_id_at_id" if asked else "ix_lead_at_id") in plan


@pytest.mark.parametrize(("entity", "field"), [("person", "full_name"), ("organization", "name")])
async def test_pages_of_the_directory_are_read_off_the_index_of_names(store: SqlStore, entity: str, field: str) -> None:
    query = ListQuery(entity=BINDINGS[entity].entity, order=Order(field=field), reader=READER)
    plan = await store.database.read(lambda tx: explain(tx, query, Cursor(value="иванов", id=1)))
    assert f"ix_{entity}_folded_name_id" in plan
    assert "USE TEMP B-TREE" not in plan
