"""Columns and views that users keep, on both engines."""

from dataclasses import replace

import pytest

from callbridge.crm.operator import Role
from callbridge.crm.saved_view import MAX_VIEWS, ColumnChoice, SavedView, ViewKind, ViewQuery
from callbridge.kernel.errors import Conflict, InvalidInput, NotFound
from callbridge.kernel.ids import OperatorId
from callbridge.store.lists import views
from callbridge.store.store import SqlStore
from tests.support.records import Writer
from tests.support.stores import NOW, an_operator

COLUMNS = (ColumnChoice(id="phone", width=200, is_pinned=True), ColumnChoice(id="at", is_shown=False))
QUERY = ViewQuery(
    filter={"field": "rating", "op": "in", "value": ["negative"]}, sort="-at", search="ёлка", columns=COLUMNS
)


@pytest.fixture
async def boris(store: SqlStore) -> OperatorId:
    return await store.operators.add_operator(an_operator("boris", extension="102"), "hash")


def of(owner: int, name: str = "Отказы", kind: ViewKind = ViewKind.MINE) -> SavedView:
    return SavedView(id=0, name=name, kind=kind, owner_id=owner, owner="", query=QUERY)


async def test_columns_are_remembered_per_user_and_list_until_they_are_reset(
    store: SqlStore, anna: OperatorId, boris: OperatorId
) -> None:
    """R64: order, width, what is pinned and what is shown."""
    await store.lists.keep_columns(anna, "lead", COLUMNS[:1], at=NOW)
    await store.lists.keep_columns(anna, "lead", COLUMNS, at=NOW)
    assert await store.lists.columns(anna, "lead") == COLUMNS
    assert await store.lists.columns(anna, "person") == ()
    assert await store.lists.columns(boris, "lead") == ()
    await store.lists.keep_columns(anna, "lead", (), at=NOW)
    assert await store.lists.columns(anna, "lead") == ()


async def test_a_view_is_kept_whole_and_others_see_it_when_it_is_shared(
    store: SqlStore, anna: OperatorId, boris: OperatorId
) -> None:
    """R55: a saved filter comes back as it was."""
    kept = await store.lists.add_view("lead", of(anna), at=NOW)
    assert kept == replace(of(anna), id=kept.id, owner="Anna")
    assert await store.lists.views(anna, "lead") == [kept]
    assert await store.lists.views(boris, "lead") == []
    assert await store.lists.views(anna, "person") == []
    shared = await store.lists.change_view("lead", replace(kept, kind=ViewKind.TEAM, name=" Всем "), at=NOW)
    assert shared == replace(kept, kind=ViewKind.TEAM, name="Всем")
    assert await store.lists.views(boris, "lead") == [shared]
    await store.lists.delete_view(kept.id)
    await store.lists.delete_view(kept.id)
    assert await store.lists.view("lead", kept.id) is None


async def test_a_name_is_taken_once_by_each_owner(store: SqlStore, anna: OperatorId, boris: OperatorId) -> None:
    kept = await store.lists.add_view("lead", of(anna), at=NOW)
    await store.lists.add_view("lead", of(boris), at=NOW)
    with pytest.raises(Conflict, match=r"view\.name_taken"):
        await store.lists.add_view("lead", of(anna, " ОТКАЗЫ "), at=NOW)
    other = await store.lists.add_view("lead", of(anna, "Другой"), at=NOW)
    with pytest.raises(Conflict, match=r"view\.name_taken"):
        await store.lists.change_view("lead", replace(other, name=kept.name), at=NOW)
    assert await store.lists.change_view("lead", kept, at=NOW) == kept


async def test_a_list_opens_with_one_view_alone(store: SqlStore, anna: OperatorId, boris: OperatorId) -> None:
    first = await store.lists.add_view("lead", of(anna, kind=ViewKind.DEFAULT), at=NOW)
    await store.lists.add_view("person", of(anna, kind=ViewKind.DEFAULT), at=NOW)
    second = await store.lists.add_view("lead", of(boris, kind=ViewKind.DEFAULT), at=NOW)
    assert [(one.id, one.kind) for one in await store.lists.views(anna, "lead")] == [
        (first.id, ViewKind.TEAM),
        (second.id, ViewKind.DEFAULT),
    ]
    again = await store.lists.view("lead", first.id)
    assert again is not None
    await store.lists.change_view("lead", replace(again, kind=ViewKind.DEFAULT), at=NOW)
    kinds = [one.kind for one in await store.lists.views(anna, "lead")]
    assert kinds == [ViewKind.DEFAULT, ViewKind.TEAM]


async def test_nobody_keeps_views_without_end(
    store: SqlStore, anna: OperatorId, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MAX_VIEWS > 10
    monkeypatch.setattr(views, "MAX_VIEWS", 2)
    for name in ("раз", "два"):
        await store.lists.add_view("lead", of(anna, name), at=NOW)
    with pytest.raises(InvalidInput) as refused:
        await store.lists.add_view("lead", of(anna, "три"), at=NOW)
    assert refused.value.fields == {"name": "too_many"}


async def test_a_view_that_is_gone_cannot_be_changed(store: SqlStore, anna: OperatorId) -> None:
    with pytest.raises(NotFound):
        await store.lists.change_view("lead", replace(of(anna), id=5), at=NOW)


async def test_a_supervisors_view_is_their_branchs_and_opens_its_lists(
    store: SqlStore, anna: OperatorId, boris: OperatorId
) -> None:
    """R145: what a branch opens with goes before what everybody does."""
    vera = await store.operators.add_operator(an_operator("vera", extension="103", role=Role.SUPERVISOR), "hash")
    writer = Writer(store, anna)
    company = await writer.make("org_unit", name="Компания")
    north, south = [await writer.make("org_unit", name=name, parent=company.id) for name in ("Север", "Юг")]
    people = {one.id: one.employee_id for one in await store.operators.operators()}
    for who, branch in ((vera, north), (boris, north), (anna, south)):
        await writer.change("employee", await store.records.read("employee", people[who]), org_unit=branch.id)
    of_all = await store.lists.add_view("lead", of(anna, "Всем", ViewKind.DEFAULT), at=NOW)
    of_north = await store.lists.add_view("lead", of(vera, "Северу", ViewKind.DEFAULT), at=NOW)
    kinds = {one.name: one.kind for one in await store.lists.views(boris, "lead")}
    assert kinds == {"Всем": ViewKind.TEAM, "Северу": ViewKind.DEFAULT}
    assert await store.lists.views(anna, "lead") == [of_all]
    assert of_north.kind is ViewKind.DEFAULT
