"""Boards, ways and moves of many over HTTP."""

from typing import Any

import pytest

from tests.support.web_server import Browser, Site

KEY = {"Idempotency-Key": "k"}


async def test_a_board_is_asked_as_its_list_is(site: Site, anna: Browser) -> None:
    """R118: the same filter and search, one reading for all columns."""
    filter_ = '{"field":"amount","op":"gt","value":"5"}'
    answer = await anna.get(f"/api/deals/board?pipeline_id=1&search=дом&filter={filter_}")
    assert answer.json() == {"pipeline_id": 1, "revision": 2, "present_revision": 2, "older": [], "columns": []}
    ((query, pipeline_id, revision),) = site.world.deals.asked
    assert (query.entity.id, query.search, pipeline_id, revision) == ("deal", "дом", 1, None)
    assert query.filter is not None
    assert (await anna.get("/api/deals/board?pipeline_id=1&revision=1")).json()["revision"] == 1


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("board", 422),
        ("board?pipeline_id=0", 422),
        ("board?pipeline_id=99999999999", 422),
        ("board?pipeline_id=1&filter=nonsense", 422),
        ("board?pipeline_id=7", 404),
        ("7/path", 404),
    ],
)
async def test_a_wrong_address_is_refused(anna: Browser, address: str, status: int) -> None:
    assert (await anna.get(f"/api/deals/{address}")).status_code == status


async def test_a_deals_way_and_the_pipelines_are_read(anna: Browser) -> None:
    """R123: also by an operator, who moves deals."""
    assert (await anna.get("/api/deals/1/path")).json()["revision"] == 2
    (pipeline,) = (await anna.get("/api/pipelines")).json()
    assert (pipeline["name"], pipeline["topic_ids"]) == ("Основная", [1])


async def test_many_deals_move_and_those_that_do_not_are_told_in_words(site: Site, anna: Browser) -> None:
    """R118, R124: the same move as any other."""
    for number in (1, 2):
        await anna.send("POST", "/api/records/deal", {"name": "Дом", "topic": 1}, **{"Idempotency-Key": f"k{number}"})
    deals = [{"id": 1, "version": 1}, {"id": 2, "version": 5}, {"id": 9, "version": 1}]
    answer = await anna.send("POST", "/api/deals/move", {"stage_id": 6, "deals": deals, "refusal_reason_id": 2})
    told = answer.json()
    assert told["moved"] == 1
    assert [(one["id"], one["code"]) for one in told["refused"]] == [(2, "record.changed"), (9, "record.not_found")]
    assert told["refused"][0]["message"].startswith("Пока вы правили")
    assert {(move.to_stage_id, move.refusal_reason_id) for move in site.world.records.moves} == {(6, 2)}


@pytest.mark.parametrize(
    "body",
    [
        {"stage_id": 6, "deals": []},
        {"stage_id": 6, "deals": [{"id": 1, "version": 1}] * 101},
        {"stage_id": 6, "deals": [{"id": 2**40, "version": 1}]},
        {"stage_id": 6, "deals": [{"id": 1}]},
        {"deals": [{"id": 1, "version": 1}]},
    ],
)
async def test_a_wrong_move_of_many_moves_nothing(site: Site, anna: Browser, body: dict[str, Any]) -> None:
    answer = await anna.send("POST", "/api/deals/move", body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "input.invalid")
    assert site.world.records.moves == []


async def test_the_contact_of_a_deal_is_saved_once_per_key(site: Site, anna: Browser) -> None:
    """R77: a retry answers 200 with the first."""
    form = {"at": "2026-11-23T12:00:00Z", "method_id": 1, "outcome_id": 1, "seen_stage_id": 1, "to_stage_id": 2}
    made = await anna.send("POST", "/api/deals/1/contacts", form, **KEY)
    assert (made.status_code, made.json()["stage_id"]) == (201, 2)
    assert (await anna.send("POST", "/api/deals/1/contacts", form, **KEY)).status_code == 200
    assert (await anna.send("POST", "/api/deals/1/contacts", form)).status_code == 422
    assert [kept.outcome_id for kept in site.world.deal_contacts.saved.values()] == [1]
