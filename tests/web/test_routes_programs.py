"""Leads from programs and from forms on web sites."""

from collections.abc import AsyncIterator

import httpx
import pytest

from callbridge.crm.web_form import WebFormDraft
from tests.support.kept_programs import form_of
from tests.support.web_people import VERA
from tests.support.web_server import Site, running

LEAD = {"name": "Пётр", "phones": ["89161234567"], "topic": "Дома", "campaign": 3, "is_private": True}
SITE = "https://example.ru"
VISITOR = {"name": "Анна", "phone": "89161234567", "message": "Привет", "website": ""}


@pytest.fixture
async def program(site: Site) -> AsyncIterator[httpx.AsyncClient]:
    vera = await site.logged_in(VERA)
    made = await vera.send("POST", "/api/tokens", {"name": "Сайт", "scopes": ["leads:write"]})
    headers = {"Authorization": f"Bearer {made.json()['token']}"}
    async with httpx.AsyncClient(base_url=site.listening.url, trust_env=False, timeout=30, headers=headers) as client:
        yield client


def with_form(site: Site, **words: object) -> None:
    draft = WebFormDraft(name="Форма", origins=(SITE,), topic_id=2, **words)  # type: ignore[arg-type]
    site.world.programs.kept_forms.append(form_of(1, "key", draft))


async def send(site: Site, fields: dict[str, str] | None = None, **headers: str) -> httpx.Response:
    wanted = {"Origin": SITE, **headers}
    return await site.browser().http.post(
        "/api/v1/forms/key", data=VISITOR if fields is None else fields, headers=wanted
    )


async def test_a_lead_is_brought_once_a_key(site: Site, program: httpx.AsyncClient) -> None:
    """R52: once, however often the program asks."""
    for status in (201, 200):
        answer = await program.post("/api/v1/leads", json=LEAD, headers={"Idempotency-Key": "1"})
        assert (answer.status_code, answer.json()["lead_id"]) == (status, 1)
    sender, lead = site.world.interests.brought["1"]
    assert (sender.channel, sender.name, sender.operator_id) == ("token 1", "Сайт", VERA.id)
    assert (lead.topic, lead.campaign, lead.is_private) == ("Дома", 3, True)


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({"phones": "1"}, {"phones": "wrong_type"}),
        ({"topic": [1], "x": 1}, {"topic": "wrong_type", "x": "unknown_field"}),
        ({"name": "?"}, {"name": "too_long"}),
    ],
)
async def test_a_wrong_lead_is_refused_by_field(
    program: httpx.AsyncClient, body: dict[str, object], fields: dict[str, str]
) -> None:
    answer = await program.post("/api/v1/leads", json=body, headers={"Idempotency-Key": "1"})
    told = {name.partition(".")[0]: found["code"] for name, found in answer.json()["error"]["fields"].items()}
    assert (answer.status_code, told) == (422, fields)


async def test_without_a_key_nothing_is_made(site: Site, program: httpx.AsyncClient) -> None:
    assert (await program.post("/api/v1/leads", json=LEAD)).status_code == 422
    assert site.world.interests.brought == {}


async def test_a_person_with_a_session_is_no_program(site: Site) -> None:
    vera = await site.logged_in(VERA)
    answer = await vera.send("POST", "/api/v1/leads", LEAD, **{"Idempotency-Key": "1"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "token.needed")


async def test_a_visitor_is_led_back_and_twice_the_button_is_one_lead(site: Site) -> None:
    with_form(site, redirect_url=f"{SITE}/thanks")
    for _ in range(2):
        answer = await send(site, Referer=f"{SITE}/price")
        assert (answer.status_code, answer.headers["location"]) == (303, f"{SITE}/thanks")
    ((sender, lead),) = site.world.interests.brought.values()
    assert (sender.channel, sender.name, lead.topic, lead.page_url) == ("form 1", "Форма", 2, f"{SITE}/price")


@pytest.mark.parametrize("page_url", ["http://[", "javascript:alert(1)", "/price"])
async def test_what_is_no_address_of_a_page_is_left_out_of_the_lead(site: Site, page_url: str) -> None:
    with_form(site)
    assert (await send(site, VISITOR | {"page_url": page_url})).status_code == 200
    ((_, lead),) = site.world.interests.brought.values()
    assert lead.page_url == ""


async def test_without_a_page_of_its_own_the_visitor_is_thanked(site: Site) -> None:
    with_form(site)
    answer = await send(site, None, **{"Accept-Language": "en"})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "Thank you!" in answer.text


async def test_what_fills_the_hidden_field_is_thanked_and_forgotten(site: Site) -> None:
    with_form(site)
    assert (await send(site, VISITOR | {"website": "http://spam"})).status_code == 200
    assert site.world.interests.brought == {}


async def test_a_mistake_is_a_page_that_a_visitor_can_read(site: Site) -> None:
    with_form(site, consent_text="Согласен")
    answer = await send(site)
    assert (answer.status_code, answer.headers["content-type"]) == (422, "text/html; charset=utf-8")
    assert "Вернитесь назад" in answer.text
    assert (await send(site, VISITOR | {"consent": "on"})).status_code == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "null", ""])
async def test_a_form_on_another_site_is_refused(site: Site, origin: str) -> None:
    with_form(site)
    answer = await send(site, Origin=origin)
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "form.origin")


async def test_an_unknown_key_is_no_form(site: Site) -> None:
    assert (await send(site)).json()["error"]["code"] == "form.unknown"


async def test_a_flood_from_one_address_is_stopped() -> None:
    async with running(form_requests_per_minute=2) as site:
        with_form(site)
        assert [(await send(site)).status_code for _ in range(3)] == [200, 200, 429]


async def test_a_body_of_another_kind_or_of_many_fields_is_refused(site: Site) -> None:
    with_form(site)
    assert (await send(site, {f"f{number}": "x" for number in range(51)})).status_code == 422
    answer = await site.browser().http.post("/api/v1/forms/key", json={}, headers={"Origin": SITE})
    assert answer.status_code == 415
