"""Every kind of record that has a list says where each of its fields is."""

from dataclasses import replace

import pytest

from callbridge.crm.entities import LISTED
from callbridge.crm.entity import FieldKind
from callbridge.crm.list_order import Order, read_order
from callbridge.crm.list_query import ListQuery
from callbridge.crm.operator import Role
from callbridge.store.lists import engine
from callbridge.store.lists.binding import Binding
from callbridge.store.lists.bindings import BINDINGS
from callbridge.store.store import SqlStore
from tests.support.list_things import READER

EVERY = pytest.mark.parametrize("binding", BINDINGS.values(), ids=BINDINGS)


def test_every_kind_of_record_is_bound_as_it_is_declared() -> None:
    assert {name: binding.entity for name, binding in BINDINGS.items()} == dict(LISTED)


@EVERY
def test_every_field_has_its_place_and_no_place_is_without_a_field(binding: Binding) -> None:
    assert binding.fields.keys() == {field.id for field in binding.entity.fields}
    needed = {name for bound in binding.fields.values() for name in (*bound.joins, *bound.name_joins)}
    assert needed <= binding.joins.keys()
    assert binding.leading <= binding.fields.keys()


@EVERY
async def test_an_empty_list_can_be_asked_in_every_order_for_everything(store: SqlStore, binding: Binding) -> None:
    own = read_order("", binding.entity, Role.ADMIN)
    orders = [own, *(Order(field=field.id) for field in binding.entity.fields if field.is_sortable)]
    admin = replace(READER, role=Role.ADMIN)
    for order in orders:
        query = ListQuery(entity=binding.entity, order=order, reader=admin, search="нигде")
        page = await store.database.read(lambda tx: engine.page(tx, binding, query, None, 5))  # noqa: B023
        assert (page.rows, page.next) == ([], None)
    last = ListQuery(entity=binding.entity, order=own, reader=admin, search="нигде")
    totals = await store.database.read(lambda tx: engine.totals(tx, binding, last))
    assert totals.count == 0 or binding.search is None
    assert set(totals.tabs.values()) <= {0}


@EVERY
async def test_every_row_there_is_at_first_can_be_shown(store: SqlStore, binding: Binding) -> None:
    query = ListQuery(
        entity=binding.entity, order=read_order("", binding.entity, Role.ADMIN), reader=replace(READER, role=Role.ADMIN)
    )
    page = await store.database.read(lambda tx: engine.page(tx, binding, query, None, 5))
    for row in page.rows:
        assert row.keys() >= {"id", "version", *(field.id for field in binding.entity.fields)}


@EVERY
def test_what_leads_an_index_is_a_column_of_the_list_itself(binding: Binding) -> None:
    """The index is (column, order, id), so that a page under one value is read off it."""
    own = next(iter(binding.entity.sort)).removeprefix("-")
    indexes = {tuple(column.name for column in index.columns) for index in binding.table.indexes}
    for name in binding.leading:
        column = binding.fields[name].value
        assert (column.name, own, "id") in indexes, name
        assert binding.entity.field(name).kind is FieldKind.RECORD  # type: ignore[union-attr]
