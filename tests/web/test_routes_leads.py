from typing import Any

import pytest

from tests.support.fake_desk import lead_row
from tests.support.web_people import CALL, NINE
from tests.support.web_server import Browser, Site

FORM = {"at": "2026-03-02T12:00:00+03:00", "method_id": 1, "content": "Двухкомнатная"}


async def test_leads_of_one_instant_are_paged_without_losing_any(site: Site, anna: Browser) -> None:
    """R53: the list of incoming leads, newest first."""
    site.world.desk.interests = [lead_row(number) for number in range(5, 0, -1)]
    seen, before = [], ""
    while before is not None:
        page = (await anna.get(f"/api/leads?limit=2&before={before}")).json()
        seen += [row["id"] for row in page["rows"]]
        before = page["next"]
    assert seen == [5, 4, 3, 2, 1]


async def test_leads_are_filtered_by_what_is_asked(site: Site, anna: Browser) -> None:
    await anna.get("/api/leads?campaign_id=3&person_id=4&organization_id=5")
    asked = site.world.desk.asked[-1][1]
    assert (asked["campaign_id"], asked["person_id"], asked["organization_id"]) == (3, 4, 5)


@pytest.mark.parametrize("query", ["campaign_id=0", "person_id=x", "organization_id=99999999999", "before=1~2"])
async def test_a_wrong_filter_is_refused(anna: Browser, query: str) -> None:
    assert (await anna.get(f"/api/leads?{query}")).status_code == 422


async def test_one_lead_is_found_or_not(site: Site, anna: Browser) -> None:
    site.world.desk.interests = [lead_row(1)]
    assert (await anna.get("/api/leads/1")).json()["at"] == "2026-03-02T09:00:00Z"
    for path in ("/api/leads/2", "/api/leads/none", "/api/leads/99999999999999999999"):
        assert (await anna.get(path)).status_code == 404


async def test_saving_twice_with_one_key_writes_once(site: Site, anna: Browser) -> None:
    first = await anna.send("POST", "/api/leads", FORM, **{"Idempotency-Key": "k1"})
    again = await anna.send("POST", "/api/leads", FORM, **{"Idempotency-Key": "k1"})
    assert (first.status_code, first.json()["is_repeat"]) == (201, False)
    assert (again.status_code, again.json()["is_repeat"]) == (200, True)
    assert site.world.interests.saved["k1"].at == NINE


@pytest.mark.parametrize(("key", "code"), [({}, "required"), ({"Idempotency-Key": "x" * 201}, "wrong_type")])
async def test_saving_needs_a_usable_key(site: Site, anna: Browser, key: dict[str, Any], code: str) -> None:
    answer = await anna.send("POST", "/api/leads", FORM, **key)
    assert answer.status_code == 422
    assert answer.json()["error"]["fields"]["Idempotency-Key"]["code"] == code
    assert not site.world.interests.saved


async def test_wrong_fields_of_the_form_are_named_in_the_operators_language(anna: Browser) -> None:
    answer = await anna.send("POST", "/api/leads", {"at": "soon"}, **{"Idempotency-Key": "k"})
    assert answer.json()["error"]["fields"] == {
        "at": {"code": "wrong_type", "message": "Неподходящее значение."},
        "method_id": {"code": "required", "message": "Заполните это поле."},
    }


async def test_leads_without_a_result_are_told_of_the_caller_and_of_whom_a_round_calls(anna: Browser) -> None:
    """R52."""
    of_caller = await anna.get(f"/api/leads/awaiting?call_id={CALL}")
    assert [row["id"] for row in of_caller.json()] == [1]
    assert [row["id"] for row in (await anna.get("/api/leads/awaiting?entry_id=7")).json()] == [7]
    assert (await anna.get("/api/leads/awaiting")).json() == []
    assert (await anna.get("/api/leads/awaiting?call_id=main:9.9")).json() == []  # the card is gone
