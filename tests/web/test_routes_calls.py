from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from callbridge.crm.call_list import CallFilter, CallOrder, CallSort
from callbridge.crm.call_log import LegRow, MomentKind, MomentRow
from callbridge.crm.call_trace import CallTrace, TraceStep
from callbridge.crm.operator import Language
from callbridge.kernel.ids import CampaignId, LegId, OperatorId, OrganizationId, PersonId
from callbridge.kernel.numbers import NumberForm, PhoneNumber
from tests.support.fake_desk import call_row
from tests.support.web_people import ANNA, BORIS, CALL, NINE, VERA
from tests.support.web_server import Browser, Site


async def test_recent_calls_are_paged_by_what_next_says(site: Site, anna: Browser) -> None:
    """R52: the list of calls, newest first, of everybody or of the operator."""
    site.world.desk.calls_kept = [call_row(number, NINE - timedelta(minutes=number)) for number in range(5)]
    seen, before = [], ""
    while before is not None:
        page = (await anna.get(f"/api/calls?limit=2&before={before}")).json()
        seen += [row["call_id"] for row in page["rows"]]
        before = page["next"]
    assert seen == [f"main:{number}.1" for number in range(5)]


async def test_calls_of_one_instant_are_paged_without_losing_any(site: Site, anna: Browser) -> None:
    site.world.desk.calls_kept = [call_row(number) for number in (5, 4, 3, 2, 1)]
    seen, before = [], ""
    while before is not None:
        page = (await anna.get(f"/api/calls?limit=2&before={before}")).json()
        seen += [row["call_id"] for row in page["rows"]]
        before = page["next"]
    assert seen == [f"main:{number}.1" for number in (5, 4, 3, 2, 1)]


async def asked_for(site: Site, browser: Browser, query: str) -> CallFilter:
    """Return the filter that an address means."""
    answer = await browser.get(f"/api/calls?{query}")
    assert answer.status_code == 200, answer.text
    wanted = site.world.desk.asked[-1][1]["wanted"]
    assert isinstance(wanted, CallFilter)
    return wanted


async def test_mine_asks_for_the_operators_own_calls_and_with_card_for_those_they_did_not_put_away(
    site: Site, anna: Browser
) -> None:
    assert (await asked_for(site, anna, "mine=1")).operator_id == ANNA.id
    assert (await asked_for(site, anna, "mine=1&operator_id=2")).operator_id == ANNA.id
    asked = [await asked_for(site, anna, query) for query in ("with_card=1", "")]
    assert [one.card_wanted_by for one in asked] == [ANNA.id, None]
    assert (await asked_for(site, anna, "operator_id=2")).operator_id == 2
    assert (await asked_for(site, anna, "")) == CallFilter()


async def test_every_filter_reaches_the_store(site: Site, anna: Browser) -> None:
    """R152: the call log is filtered by what a manager asks."""
    query = (
        "since=2026-03-01T00:00:00Z&until=2026-03-02T03:00:00%2B03:00&direction=inbound&outcome=missed"
        "&outcome=abandoned&outcome=missed&queue=sales&did=100&campaign_id=4&number=55501&person_id=5"
        "&organization_id=6&has_lead=0&missed_open=1&transferred=0"
    )
    assert await asked_for(site, anna, query) == CallFilter(
        since=datetime(2026, 3, 1, tzinfo=UTC), until=datetime(2026, 3, 2, tzinfo=UTC), direction="inbound",
        outcomes=("missed", "abandoned"), queue="sales", did="100", campaign_id=CampaignId(4),
        number=PhoneNumber(form=NumberForm.UNREADABLE, raw="55501", digits="55501"), person_id=PersonId(5),
        organization_id=OrganizationId(6), has_lead=False, is_missed_open=True, is_transferred=False,
    )  # fmt: skip


async def test_the_list_is_ordered_as_asked(site: Site, anna: Browser) -> None:
    site.world.desk.calls_kept = [call_row(1), call_row(2)]
    answer = await anna.get("/api/calls?sort=talk&limit=1")
    assert site.world.desk.asked[-1][1]["order"] == CallOrder(sort=CallSort.TALK, is_descending=False)
    assert answer.json()["next"] == "60.0~main:1.1"
    await anna.get("/api/calls?sort=-wait")
    assert site.world.desk.asked[-1][1]["order"] == CallOrder(sort=CallSort.WAIT)


async def test_a_wrong_page_is_refused_by_field(anna: Browser) -> None:
    for query, fields in (
        ("limit=0", {"limit": "out_of_range"}),
        ("limit=1000", {"limit": "out_of_range"}),
        ("limit=x", {"limit": "wrong_type"}),
        ("before=yesterday", {"before": "wrong_type"}),
        ("before=" + "2" * 400, {"before": "too_long"}),
        ("before=2026-03-02T09:00:00Z~", {"before": "wrong_type"}),
        ("sort=-talk&before=2026-03-02T09:00:00Z", {"before": "wrong_type"}),
        ("sort=-talk&before=inf~main:1.1", {"before": "wrong_type"}),
        ("sort=person", {"sort": "unknown_value"}),
        ("since=yesterday&until=2026-03-02T09:00:00", {"since": "wrong_type", "until": "no_offset"}),
        (
            "direction=up&outcome=lost&number=12",
            {
                "direction": "unknown_value",
                "outcome": "unknown_value",
                "number": "too_short",
            },
        ),
        ("has_lead=maybe&operator_id=0", {"has_lead": "wrong_type", "operator_id": "out_of_range"}),
        ("before=2026-03-02T09:00:00", {"before": "no_offset"}),
    ):
        answer = await anna.get(f"/api/calls?{query}")
        assert answer.status_code == 422, query
        assert {name: told["code"] for name, told in answer.json()["error"]["fields"].items()} == fields


async def test_one_call_is_found_by_its_identity_or_not(site: Site, anna: Browser) -> None:
    site.world.desk.calls_kept = [call_row(1)]
    assert (await anna.get("/api/calls/main:1.1")).json()["call_id"] == "main:1.1"
    assert (await anna.get("/api/calls/main:2.1")).status_code == 404


async def test_totals_are_of_the_same_filter(site: Site, anna: Browser) -> None:
    told = (await anna.get("/api/calls/totals?queue=sales")).json()
    assert told == {"count": 0, "answered": 1, "missed": 0, "talk_seconds": 60.0, "wait_seconds": 2.0}
    assert site.world.desk.asked[-1] == ("call_totals", {"wanted": CallFilter(queue="sales")})


async def test_the_legs_of_a_call_are_told_with_their_times(site: Site, anna: Browser) -> None:
    site.world.desk.calls_kept = [call_row(1)]
    site.world.desk.legs = [
        LegRow(leg_id=LegId("main:2.1"), endpoint="PJSIP/101", operator_id=ANNA.id, operator="Анна Иванова",
               rang_at=NINE, answered_at=None, ended_at=None, ring_end="", ring_seconds=0.0,
               talk_seconds=61.5, hold_seconds=2.5)
    ]  # fmt: skip
    (leg,) = (await anna.get("/api/calls/main:1.1/legs")).json()
    assert (leg["operator"], leg["rang_at"], leg["answered_at"]) == ("Анна Иванова", "2026-03-02T09:00:00Z", None)
    assert (leg["talk_seconds"], leg["hold_seconds"]) == (61.5, 2.5)
    assert (await anna.get("/api/calls/main:9.9/legs")).status_code == 404


async def test_what_happened_to_the_customer_is_told_with_names(site: Site, anna: Browser) -> None:
    site.world.desk.calls_kept = [call_row(1)]
    site.world.desk.moments = [
        MomentRow(kind=MomentKind.BLIND, at=NINE, leg_id=None, endpoint="PJSIP/101", operator_id=ANNA.id,
                  operator="Анна Иванова", target="102", colleague_endpoint="PJSIP/102", colleague_id=BORIS.id,
                  colleague="Борис Петров", reason="", seconds=0.0)
    ]  # fmt: skip
    (moment,) = (await anna.get("/api/calls/main:1.1/moments")).json()
    assert (moment["kind"], moment["operator"], moment["colleague"]) == ("blind", "Анна Иванова", "Борис Петров")
    assert (await anna.get("/api/calls/main:9.9/moments")).status_code == 404


async def test_a_supervisor_takes_the_list_as_a_file_and_the_log_tells_who(site: Site, logged: list[Any]) -> None:
    """R152: export of what is shown."""
    site.world.desk.calls_kept = [call_row(number, NINE - timedelta(minutes=number)) for number in range(3)]
    boris = await site.logged_in(BORIS)
    answer = await boris.get("/api/calls/export?format=csv&columns=at,talk&queue=sales")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="calls-20260302-0900.csv"'
    assert answer.content.decode("utf-8-sig").splitlines() == [
        "Время;Разговор, с", "02.03.2026 12:00:00;60", "02.03.2026 11:59:00;60", "02.03.2026 11:58:00;60",
    ]  # fmt: skip
    (line,) = [line for line in logged if line["event"] == "calls exported"]
    assert (line["operator_id"], line["rows"], line["filters"]) == (BORIS.id, 3, {"queue": "sales"})


async def test_an_export_is_refused_to_operators_and_with_unknown_words(site: Site, anna: Browser) -> None:
    assert (await anna.get("/api/calls/export")).status_code == 403
    boris = await site.logged_in(BORIS)
    for query in ("columns=password", "format=pdf", "sort=person", "direction=up"):
        assert (await boris.get(f"/api/calls/export?{query}")).status_code == 422, query


async def test_answering_goes_to_the_desk_phone(site: Site, anna: Browser) -> None:
    """R73: the tick answers."""
    assert (await anna.send("POST", f"/api/calls/{CALL}/answer")).status_code == 204
    assert site.world.cards.done == [("answer", ANNA.id)]


async def test_a_card_that_cannot_be_closed_says_why(anna: Browser) -> None:
    gone = await anna.send("POST", "/api/calls/main:9.9/answer")
    assert (gone.status_code, gone.json()["error"]["code"]) == (404, "card.gone")
    live = await anna.send("POST", f"/api/calls/{CALL}/dismiss")
    assert (live.status_code, live.json()["error"]["code"]) == (409, "card.still_live")


def a_trace(*operators: OperatorId) -> CallTrace:
    step = TraceStep(NINE + timedelta(seconds=1), "trace.no_operator", {"extension": "177", "pbx": "main"})
    return CallTrace(call_id=CALL, pbx="main", started_at=NINE, operator_ids=frozenset(operators), steps=(step,))


async def test_a_supervisor_reads_why_there_was_no_card_in_their_language(site: Site) -> None:
    site.world.desk.traces[CALL] = a_trace()
    site.world.operators.rows[VERA.id] = replace(VERA, language=Language.EN)
    russian = (await (await site.logged_in(BORIS)).get(f"/api/calls/{CALL}/trace")).json()
    english = (await (await site.logged_in(VERA)).get(f"/api/calls/{CALL}/trace")).json()
    assert russian["verdict"] == "Без карточки: ни у одного оператора нет внутреннего номера 177 на АТС main."
    assert english["steps"] == [
        {
            "at": "2026-03-02T09:00:01Z",
            "code": "trace.no_operator",
            "params": {"extension": "177", "pbx": "main"},
            "text": "No operator has extension 177 on PBX main: there is nobody to show a card to.",
        }
    ]
    assert english["text"].splitlines()[-1] == f"   +1.000  {english['steps'][0]['text']}"


async def test_an_operator_reads_the_traces_of_their_own_calls_alone(site: Site, anna: Browser) -> None:
    """What rang at others is theirs and the supervisor's."""
    site.world.desk.traces[CALL] = a_trace(ANNA.id)
    assert (await anna.get(f"/api/calls/{CALL}/trace")).status_code == 200
    site.world.desk.traces[CALL] = a_trace(BORIS.id)
    refused = await anna.get(f"/api/calls/{CALL}/trace")
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "auth.forbidden")
    assert (await anna.get("/api/calls/main:9.9/trace")).status_code == 404


async def test_a_card_is_skipped_with_or_without_a_word_and_fetched_back(site: Site, anna: Browser) -> None:
    """A10."""
    path = f"/api/calls/{CALL}/skip"
    assert (await anna.send("POST", path, {})).status_code == 204
    assert (await anna.send("POST", path, {"why": " Ошиблись \n номером "})).status_code == 204
    assert (await anna.send("DELETE", path)).status_code == 204
    assert [what for what, _ in site.world.cards.done] == ["skip", "skip Ошиблись номером", "fetch"]
    assert (await anna.send("POST", path, {"why": "я" * 201})).status_code == 422
    assert (await anna.send("POST", "/api/calls/main:9.9/skip", {})).status_code == 404
