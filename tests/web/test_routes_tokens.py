"""Tokens and forms as admins keep them, and tokens at every route."""

from typing import Any

import pytest

from callbridge.web.app import http_application
from callbridge.web.guard import guards
from tests.support.web_people import VERA
from tests.support.web_server import Browser, Site, running
from tests.support.web_services import World, context

TOKEN = {"name": "Сайт", "scopes": ["leads:write", "records:read"]}
FORM = {"name": "Сайт", "origins": ["https://example.ru"], "redirect_url": "https://example.ru/thanks"}


@pytest.fixture
async def vera(site: Site) -> Browser:
    return await site.logged_in(VERA)


async def test_a_token_is_shown_once(vera: Browser) -> None:
    made = await vera.send("POST", "/api/tokens", TOKEN)
    assert (made.status_code, made.json()["kept"]["scopes"]) == (201, TOKEN["scopes"])
    listed = await vera.get("/api/tokens")
    assert [row["name"] for row in listed.json()] == ["Сайт"]
    assert made.json()["token"] not in listed.text


@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        ({"name": " "}, "name", "required"),
        ({"scopes": []}, "scopes", "required"),
        ({"scopes": ["all"]}, "scopes", "unknown_value"),
        ({"expires_at": "2020-01-01T00:00:00Z"}, "expires_at", "in_the_past"),
    ],
)
async def test_a_wrong_token_is_refused_by_field(vera: Browser, wrong: dict[str, Any], field: str, code: str) -> None:
    answer = await vera.send("POST", "/api/tokens", TOKEN | wrong)
    assert answer.status_code == 422
    assert {name: told["code"] for name, told in answer.json()["error"]["fields"].items()} == {field: code}


async def test_a_revoked_token_is_nobody(site: Site, vera: Browser) -> None:
    made = (await vera.send("POST", "/api/tokens", TOKEN)).json()
    program = {"Authorization": f"Bearer {made['token']}"}
    stranger = site.browser()
    assert (await stranger.get("/api/leads", **program)).status_code == 200
    assert (await vera.send("DELETE", f"/api/tokens/{made['kept']['id']}")).json()["revoked_at"]
    refused = await stranger.get("/api/leads", **program)
    assert (refused.status_code, refused.json()["error"]["code"]) == (401, "token.invalid")


async def test_a_token_opens_what_its_scopes_say_and_nothing_else(site: Site, vera: Browser) -> None:
    """Every route: closed to tokens, or to those without the scope, whatever their maker may."""
    made = (await vera.send("POST", "/api/tokens", {"name": "Сайт", "scopes": ["calls:read"]})).json()
    program = {"Authorization": f"Bearer {made['token']}"}
    opened = set()
    for route, guard in guards(http_application(context(World()))):
        if guard.role is None:
            continue
        path = route.path.replace("{entity}", "person").replace("{call_id}", "x")
        path = path.replace("{key}", "x").replace("{audio_id}", "x")
        for method in route.methods or ():
            answer = await site.browser().http.request(method, path, headers=program)
            if answer.status_code != 403:
                opened.add((method, route.path))
    assert {path.split("/")[2] for _, path in opened} == {"calls"}
    assert {method for method, _ in opened} == {"GET"}


async def test_a_token_needs_no_csrf_token_and_no_origin(site: Site, vera: Browser) -> None:
    made = (await vera.send("POST", "/api/tokens", TOKEN)).json()
    headers = {
        "Authorization": f"Bearer {made['token']}",
        "Idempotency-Key": "1",
        "Origin": "https://elsewhere.example",
    }
    answer = await site.browser().http.post("/api/v1/leads", json={"phones": ["1"]}, headers=headers)
    assert answer.status_code == 201


async def test_a_program_is_told_to_slow_down() -> None:
    async with running(token_requests_per_minute=1) as site:
        vera = await site.logged_in(VERA)
        made = (await vera.send("POST", "/api/tokens", TOKEN)).json()
        program = {"Authorization": f"Bearer {made['token']}"}
        assert (await site.browser().get("/api/leads", **program)).status_code == 200
        slowed = await site.browser().get("/api/leads", **program)
        assert (slowed.status_code, slowed.headers["retry-after"]) == (429, "61")


async def test_a_form_is_made_and_changed(vera: Browser) -> None:
    made = await vera.send("POST", "/api/forms", FORM)
    assert (made.status_code, made.json()["is_active"]) == (201, True)
    changed = await vera.send("PUT", f"/api/forms/{made.json()['id']}", FORM | {"name": "Другой", "is_active": False})
    assert (changed.json()["name"], changed.json()["key"]) == ("Другой", made.json()["key"])
    assert (await vera.get("/api/forms")).json() == [changed.json()]
    assert (await vera.send("PUT", "/api/forms/99", FORM)).status_code == 404


async def test_a_wrong_form_is_refused_by_field(vera: Browser) -> None:
    answer = await vera.send("POST", "/api/forms", FORM | {"redirect_url": "https://evil.ru"})
    assert {name: told["code"] for name, told in answer.json()["error"]["fields"].items()} == {
        "redirect_url": "other_site"
    }
