"""The address of a list."""

import json
from typing import Any
from urllib.parse import quote

import pytest

from callbridge.crm.list_filter import Condition, Test
from callbridge.crm.list_order import Order
from tests.support.web_people import NINE
from tests.support.web_server import Browser, Site

REFUSED = {"field": "rating", "op": "in", "value": ["negative"]}


async def test_an_address_is_read_as_a_query_of_who_asks(site: Site, anna: Browser) -> None:
    answer = await anna.get(f"/api/lists/campaign/rows?sort=-name&search=дом&tab=running&limit=7&filter={quote('{}')}")
    assert answer.status_code == 422
    asked = quote(json.dumps({"field": "name", "op": "contains", "value": "дом"}))
    await anna.get(f"/api/lists/campaign/rows?sort=-name&search=дом&tab=running&limit=7&filter={asked}")
    query, start, limit = site.world.lists.asked[-1]
    assert (query.entity.id, query.order, query.search) == ("campaign", Order(field="name", is_descending=True), "дом")
    assert query.tab is not None
    assert query.tab.id == "running"
    assert query.filter == Condition(field="name", test=Test.CONTAINS, values=("дом",))
    assert (query.reader.role, query.reader.now, str(query.reader.zone)) == ("operator", NINE, "Europe/Moscow")
    assert (start, limit) == (None, 7)


@pytest.mark.parametrize(
    ("address", "fields"),
    [
        ("filter={", {"filter"}),
        ("filter=[]", {"filter"}),
        (f"filter={quote('[' * 3000)}", {"filter"}),
        (f"filter={quote(json.dumps({**REFUSED, 'value': ['x']}))}", {"filter.value"}),
        ("filter=" + "x" * 16_001, {"filter"}),
        ("sort=secret", {"sort"}),
        ("tab=nothing", {"tab"}),
        ("search=%00", {"search"}),
        ("search=" + "x" * 201, {"search"}),
        ("after=x", {"after"}),
        ("limit=0", {"limit"}),
        ("limit=1000", {"limit"}),
    ],
)
async def test_a_wrong_part_is_refused_by_name_with_a_text(anna: Browser, address: str, fields: set[str]) -> None:
    answer = await anna.get(f"/api/lists/lead/rows?{address}")
    error: dict[str, Any] = answer.json()["error"]
    assert (answer.status_code, set(error["fields"])) == (422, fields)
    assert all(field["message"] for field in error["fields"].values())


async def test_a_list_that_is_none_is_not_found(anna: Browser) -> None:
    for path in ("rows", "totals", "columns", "views"):
        assert (await anna.get(f"/api/lists/nothing/{path}")).status_code == 404
