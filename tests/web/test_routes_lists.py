"""Lists over HTTP."""

from decimal import Decimal
from typing import Any

import pytest

from callbridge.crm.saved_view import ColumnChoice, SavedView, ViewKind, ViewQuery
from tests.support.web_people import ANNA, BORIS, VERA
from tests.support.web_server import Browser, Site

REFUSED = {"field": "rating", "op": "in", "value": ["negative"]}
VIEW: dict[str, Any] = {"name": "Отказы", "query": {"filter": REFUSED, "sort": "-at"}}


async def test_every_list_is_described(anna: Browser) -> None:
    """R53: what the client draws lists from."""
    assert {one["id"] for one in (await anna.get("/api/lists")).json()} >= {"lead", "campaign", "person"}


async def test_rows_are_paged_by_a_place_that_the_server_gives(site: Site, anna: Browser) -> None:
    site.world.lists.rows = [{"id": number, "version": 0, "price": Decimal("1.50")} for number in range(1, 6)]
    seen, after = [], ""
    while after is not None:
        page = (await anna.get(f"/api/lists/lead/rows?limit=2&after={after}")).json()
        seen += page["rows"]
        after = page["next"]
    assert [row["id"] for row in seen] == [1, 2, 3, 4, 5]
    assert seen[0]["price"] == "1.50"


async def test_totals_are_of_the_whole_list(site: Site, anna: Browser) -> None:
    site.world.lists.rows = [{"id": 1}]
    assert (await anna.get("/api/lists/lead/totals")).json() == {
        "count": 1, "sums": {"price": "12.50"}, "tabs": {"all": 1},
    }  # fmt: skip


async def test_a_supervisor_takes_what_is_shown_as_a_file(site: Site) -> None:
    """R55: the columns that are shown; how many rows will come is said before them."""
    site.world.lists.rows = [{"id": number, "extra": "=x", "phone": "+7"} for number in range(1, 4)]
    boris = await site.logged_in(BORIS)
    answer = await boris.get("/api/lists/lead/export?format=csv&columns=extra,phone")
    assert answer.content.decode("utf-8-sig").splitlines() == ["Дополнит.;Телефон", *["'=x;'+7"] * 3]
    assert answer.headers["x-total-rows"] == "3"
    assert answer.headers["content-disposition"] == 'attachment; filename="lead-20260302-0900.csv"'
    assert (await boris.get("/api/lists/lead/export?format=xlsx&columns=extra")).content[:2] == b"PK"
    assert (await boris.get("/api/lists/lead/export?columns=secret")).status_code == 422


async def test_columns_are_kept_for_each_user_and_reset(site: Site, anna: Browser) -> None:
    """R64: columns remembered."""
    path = "/api/lists/lead/columns"
    assert (await anna.get(path)).json() == []
    chosen = [{"id": "phone", "width": 200, "is_pinned": True}, {"id": "at", "is_shown": False}]
    assert (await anna.send("PUT", path, {"columns": chosen})).status_code == 200
    assert (await anna.get(path)).json() == [
        {"id": "phone", "width": 200, "is_pinned": True, "is_shown": True},
        {"id": "at", "width": None, "is_pinned": False, "is_shown": False},
    ]
    boris = await site.logged_in(BORIS)
    assert (await boris.get(path)).json() == []
    assert (await anna.send("DELETE", path)).status_code == 204
    assert (await anna.get(path)).json() == []


async def test_a_column_of_an_older_program_is_left_out(site: Site, anna: Browser) -> None:
    site.world.lists.chosen[(ANNA.id, "lead")] = (ColumnChoice(id="old"), ColumnChoice(id="at"))
    assert [one["id"] for one in (await anna.get("/api/lists/lead/columns")).json()] == ["at"]


@pytest.mark.parametrize("body", [{}, {"columns": []}, {"columns": [{"id": "x"}]}, {"columns": [{}]}, {"columns": 5}])
async def test_columns_that_are_none_are_refused(anna: Browser, body: Any) -> None:
    assert (await anna.send("PUT", "/api/lists/lead/columns", body)).status_code == 422


async def test_a_view_is_saved_changed_and_forgotten(anna: Browser) -> None:
    """R55: a filter under a name."""
    path = "/api/lists/lead/views"
    made = await anna.send("POST", path, VIEW)
    assert (made.status_code, made.json()["kind"], made.json()["query"]["filter"]) == (201, "mine", REFUSED)
    one = f"{path}/{made.json()['id']}"
    changed = await anna.send("PUT", one, {**VIEW, "name": "Дорого"})
    assert (changed.status_code, changed.json()["name"]) == (200, "Дорого")
    assert [view["name"] for view in (await anna.get(path)).json()] == ["Дорого"]
    assert (await anna.send("DELETE", one)).status_code == 204
    assert (await anna.send("DELETE", one)).status_code == 404


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"kind": "team"}, 403),
        ({"kind": "default"}, 403),
        ({"kind": "theirs"}, 422),
        ({"name": " "}, 422),
        ({"name": None}, 422),
        ({"query": {"filter": {"all": []}}}, 422),
        ({"query": {"filter": [1]}}, 422),
        ({"query": {"sort": "content"}}, 422),
        ({"query": {"sql": "drop"}}, 422),
    ],
)
async def test_a_view_that_may_not_be_is_refused(site: Site, anna: Browser, change: Any, status: int) -> None:
    answer = await anna.send("POST", "/api/lists/lead/views", {**VIEW, **change})
    assert answer.status_code == status
    assert answer.json()["error"]["message"]
    assert not site.world.lists.kept


def view_of(owner: int, kind: ViewKind) -> SavedView:
    return SavedView(id=1, name="Отказы", kind=kind, owner_id=owner, owner="", query=ViewQuery())


async def test_a_shared_view_is_for_its_owner_and_supervisors_to_change(site: Site, anna: Browser) -> None:
    one = "/api/lists/lead/views/1"
    boris = await site.logged_in(BORIS)
    site.world.lists.kept[1] = ("lead", view_of(VERA.id, ViewKind.TEAM))
    assert (await anna.send("PUT", one, VIEW)).status_code == 403
    assert (await boris.send("PUT", one, {**VIEW, "kind": "default"})).status_code == 200
    assert site.world.lists.kept[1][1].owner_id == VERA.id
    site.world.lists.kept[1] = ("lead", view_of(VERA.id, ViewKind.MINE))
    for browser in (anna, boris):
        assert (await browser.send("DELETE", one)).status_code == 404
    assert (await anna.send("DELETE", "/api/lists/person/views/1")).status_code == 404
