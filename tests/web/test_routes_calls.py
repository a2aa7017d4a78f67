from datetime import timedelta

from tests.support.web_server import Browser, Site
from tests.support.web_services import ANNA, CALL, NINE, call_row


async def test_recent_calls_are_paged_by_what_next_says(site: Site, anna: Browser) -> None:
    """R52: the list of calls, newest first, of everybody or of the operator."""
    site.world.desk.calls = [call_row(number, NINE - timedelta(minutes=number)) for number in range(5)]
    seen, before = [], ""
    while before is not None:
        page = (await anna.get(f"/api/calls?limit=2&before={before}")).json()
        seen += [row["call_id"] for row in page["rows"]]
        before = page["next"]
    assert seen == [f"main:{number}.1" for number in range(5)]


async def test_calls_of_one_instant_are_paged_without_losing_any(site: Site, anna: Browser) -> None:
    site.world.desk.calls = [call_row(number) for number in (5, 4, 3, 2, 1)]
    seen, before = [], ""
    while before is not None:
        page = (await anna.get(f"/api/calls?limit=2&before={before}")).json()
        seen += [row["call_id"] for row in page["rows"]]
        before = page["next"]
    assert seen == [f"main:{number}.1" for number in (5, 4, 3, 2, 1)]


async def test_mine_asks_for_the_operators_own_calls(site: Site, anna: Browser) -> None:
    await anna.get("/api/calls?mine=1")
    assert site.world.desk.asked[-1][1]["operator_id"] == ANNA.id
    await anna.get("/api/calls")
    assert site.world.desk.asked[-1][1]["operator_id"] is None


async def test_a_wrong_page_is_refused_by_field(anna: Browser) -> None:
    for query, fields in (
        ("limit=0", {"limit": "out_of_range"}),
        ("limit=1000", {"limit": "out_of_range"}),
        ("limit=x", {"limit": "wrong_type"}),
        ("before=yesterday", {"before": "wrong_type"}),
        ("before=" + "2" * 241, {"before": "too_long"}),
        ("before=2026-03-02T09:00:00", {"before": "no_offset"}),
    ):
        answer = await anna.get(f"/api/calls?{query}")
        assert answer.status_code == 422, query
        assert {name: told["code"] for name, told in answer.json()["error"]["fields"].items()} == fields


async def test_one_call_is_found_by_its_identity_or_not(site: Site, anna: Browser) -> None:
    site.world.desk.calls = [call_row(1)]
    assert (await anna.get("/api/calls/main:1.1")).json()["call_id"] == "main:1.1"
    assert (await anna.get("/api/calls/main:2.1")).status_code == 404


async def test_answering_goes_to_the_desk_phone(site: Site, anna: Browser) -> None:
    """R73: the tick answers."""
    assert (await anna.send("POST", f"/api/calls/{CALL}/answer")).status_code == 204
    assert site.world.cards.done == [("answer", ANNA.id)]


async def test_a_card_that_cannot_be_closed_says_why(anna: Browser) -> None:
    gone = await anna.send("POST", "/api/calls/main:9.9/answer")
    assert (gone.status_code, gone.json()["error"]["code"]) == (404, "card.gone")
    live = await anna.send("POST", f"/api/calls/{CALL}/dismiss")
    assert (live.status_code, live.json()["error"]["code"]) == (409, "card.still_live")
