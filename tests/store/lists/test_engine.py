"""Lists against the same filter and sort in plain Python, on both engines."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from callbridge.crm.list_filter import Condition, Filter, Group, Joint, Test
from callbridge.crm.list_order import Order
from callbridge.crm.list_query import ListQuery, ListRow
from callbridge.crm.operator import Role
from callbridge.crm.setting import KeptSetting, reach_key
from callbridge.kernel.ids import OperatorId
from callbridge.store.lists import engine, keys
from callbridge.store.reach import reach_of
from callbridge.store.store import SqlStore
from tests.support.list_things import BOXES, QUERIES, READER, THING, THINGS, Things, expected, value_of
from tests.support.stores import NOW

PROPERTY = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
NEWEST = ListQuery(entity=THING, order=Order(field="at", is_descending=True), reader=READER)


@pytest.fixture(autouse=True)
def short_walks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the walks short enough that a small table needs every way of finding a page."""
    monkeypatch.setattr(keys, "WALKS", (4, 12))


async def listed(store: SqlStore, query: ListQuery, limit: int) -> list[ListRow]:
    """Return the pages of a list, one after another."""
    rows: list[ListRow] = []
    start = None
    while True:
        page = await store.database.read(lambda tx: engine.page(tx, THINGS, query, start, limit))  # noqa: B023
        rows += page.rows
        if page.next is None:
            return rows
        start = page.next


@PROPERTY
@given(query=QUERIES, limit=st.integers(1, 20))
async def test_pages_one_after_another_are_the_whole_list_in_order(
    store: SqlStore, things: Things, query: ListQuery, limit: int
) -> None:
    """R55: whatever is asked, nothing is listed twice and nothing is left out, NULLs alike on both engines."""
    assert [row["id"] for row in await listed(store, query, limit)] == things.ids(query)


@PROPERTY
@given(query=QUERIES)
async def test_totals_are_the_sums_of_the_rows_and_tabs_count_them(
    store: SqlStore, things: Things, query: ListQuery
) -> None:
    totals = await store.database.read(lambda tx: engine.totals(tx, THINGS, query))
    rows = expected(things.rows, query)
    assert totals.count == len(rows)
    assert totals.sums == {name: sum(row[name] or 0 for row in rows) for name in ("size", "price")}
    colors = Counter(row["color"] for row in expected(things.rows, replace(query, tab=None)))
    assert totals.tabs == {
        "warm": colors["red"],
        "cold": colors["green"] + colors["blue"],
        "all": colors.total(),
    }


async def test_a_row_has_every_field_and_the_names_of_its_records(store: SqlStore, things: Things) -> None:
    for row, kept in zip(await listed(store, NEWEST, 200), expected(things.rows, NEWEST), strict=True):
        shown = {field.id: value_of(kept, field.id) for field in THING.fields if field.id != "secret"}
        name = BOXES.get(kept["box_id"] or 0, "")
        assert row == {"id": kept["id"], "version": 0, **shown, "box_name": name}


async def test_a_field_that_the_role_may_not_see_is_in_no_row_and_no_total(store: SqlStore, things: Things) -> None:
    """R152: roles are held in the query."""
    admin = replace(NEWEST, reader=replace(READER, role=Role.ADMIN))
    for query, sees in ((NEWEST, False), (admin, True)):
        rows = await listed(store, query, 200)
        totals = await store.database.read(lambda tx: engine.totals(tx, THINGS, query))  # noqa: B023
        assert ("secret" in rows[0], "secret" in totals.sums) == (sees, sees)


@pytest.mark.parametrize("width", ["own", "branch", "all"])
@pytest.mark.parametrize("search", ["", "дом"])
async def test_nobody_sees_rows_outside_of_their_reach(
    store: SqlStore, anna: OperatorId, things: Things, width: str, search: str
) -> None:
    """R152: a list, its totals and its tabs end where the reader's reach does."""
    await store.settings.keep(KeptSetting(key=reach_key(Role.OPERATOR), value=width), anna, at=NOW)
    reach = await store.database.read(lambda tx: reach_of(tx, anna))
    query = replace(NEWEST, reader=replace(READER, operator_id=anna), search=search)
    wanted = things.ids(query, reach)
    assert [row["id"] for row in await listed(store, query, 7)] == wanted
    totals = await store.database.read(lambda tx: engine.totals(tx, THINGS, query))
    assert totals.count == totals.tabs["all"] == len(wanted)
    assert (len(wanted) < len(things.ids(query))) is (width != "all")


async def test_a_kind_that_is_common_is_listed_whole_to_a_narrow_reach(
    store: SqlStore, anna: OperatorId, things: Things
) -> None:
    await store.settings.keep(KeptSetting(key=reach_key(Role.OPERATOR), value="own"), anna, at=NOW)
    query = replace(NEWEST, reader=replace(READER, operator_id=anna))
    common = replace(THINGS, within=None)
    page = await store.database.read(lambda tx: engine.page(tx, common, query, None, 200))
    assert [row["id"] for row in page.rows] == things.ids(query)


def of_size(*sizes: int) -> Filter:
    return Condition(field="size", test=Test.IN, values=sizes)


@pytest.mark.parametrize(
    "asked",
    [
        of_size(1),
        Group(joint=Joint.ALL, parts=(of_size(1), Condition(field="is_new", test=Test.EQ, values=(True,)))),
        Group(joint=Joint.ALL, parts=(Group(joint=Joint.ALL, parts=(of_size(2),)), of_size(2, 3))),
        Group(joint=Joint.ANY, parts=(of_size(1), of_size(2))),
    ],
)
async def test_a_filter_that_leads_an_index_changes_nothing_but_the_way(
    store: SqlStore, things: Things, asked: Filter
) -> None:
    query = replace(NEWEST, filter=asked)
    assert [row["id"] for row in await listed(store, query, 3)] == things.ids(query)
