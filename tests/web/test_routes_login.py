"""Logging in and out. What is refused here is the story's seventh part: wrong password, CSRF, other origin."""

from typing import Any

import httpx
import pytest

from callbridge.crm.operator import DeviceMode, Language
from callbridge.web.attempts import FREE_PER_ADDRESS, FREE_PER_LOGIN
from callbridge.web.logins import COOKIE
from tests.support.web_people import ANNA, VERA
from tests.support.web_server import Browser, Site, running
from tests.support.web_services import PASSWORD


def code(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


async def test_a_right_password_gives_a_cookie_no_script_can_read(site: Site) -> None:
    answer = await site.browser().log_in()
    assert answer.status_code == 200
    told = answer.json()
    assert told["operator"]["full_name"] == "Анна Иванова"
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    for part in ("HttpOnly", "SameSite=strict", "Path=/", "Max-Age=43200"):
        assert part in cookie
    assert "Secure" not in cookie
    assert told["csrf"] not in cookie


async def test_behind_https_the_cookie_is_secure() -> None:
    async with running(secure_cookies=True) as site:
        answer = await site.browser().log_in()
        assert "Secure" in answer.headers["set-cookie"]
        assert answer.headers["strict-transport-security"]


async def test_a_wrong_password_is_refused_in_the_users_language(site: Site) -> None:
    browser = site.browser()
    body = {"login": "anna", "password": "wrong"}
    for language, message in (("ru-RU,ru", "Неверный логин или пароль."), ("en-GB,en", "Wrong login or password.")):
        headers = {"Origin": browser.origin, "Accept-Language": language}
        answer = await browser.http.post("/api/login", json=body, headers=headers)
        assert code(answer) == (401, "auth.bad_credentials")
        assert answer.json()["error"]["message"] == message
        assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("origin", ["https://evil.example", "null", ""])
async def test_a_login_from_another_or_no_origin_is_refused(site: Site, origin: str) -> None:
    browser = site.browser()
    headers = {"Origin": origin} if origin else {}
    answer = await browser.http.post("/api/login", json={"login": "anna", "password": PASSWORD}, headers=headers)
    assert code(answer) == (403, "auth.origin")


async def test_guessing_is_answered_with_the_time_to_wait(site: Site) -> None:
    browser = site.browser()
    for _ in range(FREE_PER_LOGIN):
        await browser.log_in(password="wrong")
    answer = await browser.log_in()
    assert code(answer) == (429, "auth.too_many_attempts")
    assert answer.headers["retry-after"] == str(answer.json()["error"]["params"]["retry_after_s"]) == "2"


async def guess_for_others(site: Site, *addresses: str) -> list[int]:
    """Try a login that nobody has from each address in turn, with what a proxy says about who asks."""
    browser, statuses = site.browser(), []
    for number, address in enumerate(addresses):
        headers = {"Origin": browser.origin, "X-Forwarded-For": address}
        body = {"login": f"nobody{number}", "password": "wrong"}
        statuses.append((await browser.http.post("/api/login", json=body, headers=headers)).status_code)
    return statuses


async def test_behind_a_trusted_proxy_each_client_has_its_own_limit(logged: list[dict[str, Any]]) -> None:
    async with running(trusted_proxies=("127.0.0.0/8",)) as site:
        guessing, another = "203.0.113.9", "203.0.113.10"
        statuses = await guess_for_others(site, *[guessing] * (FREE_PER_ADDRESS + 1), another)
    assert statuses[-3:] == [401, 429, 401]
    assert {line["address"] for line in logged if line["event"] == "login refused"} == {guessing, another}


async def test_what_an_untrusted_client_says_of_its_address_is_not_believed(logged: list[dict[str, Any]]) -> None:
    async with running() as site:
        statuses = await guess_for_others(site, *(f"203.0.113.{number}" for number in range(FREE_PER_ADDRESS + 1)))
    assert statuses[-2:] == [401, 429]
    assert {line["address"] for line in logged if line["event"] == "login refused"} == {"127.0.0.1"}


async def test_logging_in_again_ends_the_session_before(site: Site, anna: Browser) -> None:
    before = anna.http.cookies[COOKIE]
    await anna.log_in()
    assert anna.http.cookies[COOKIE] != before
    assert len(site.world.operators.open) == 1


async def test_logging_out_ends_the_session_and_the_cookie(site: Site, anna: Browser) -> None:
    kept = anna.cookie
    assert (await anna.send("POST", "/api/logout")).status_code == 204
    assert len(site.world.logouts) == 1
    assert COOKIE not in anna.http.cookies
    assert code(await site.browser().get("/api/me", Cookie=kept)) == (401, "auth.required")


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({"login": "anna"}, {"password": "required"}),
        ({"login": "", "password": "x"}, {"login": "required"}),
        ({"login": "x" * 101, "password": "x"}, {"login": "too_long"}),
        ({"login": "anna", "password": "x", "admin": True}, {"admin": "unknown_field"}),
    ],
)
async def test_a_wrong_login_form_names_its_fields(site: Site, body: object, fields: dict[str, str]) -> None:
    browser = site.browser()
    answer = await browser.http.post("/api/login", json=body, headers={"Origin": browser.origin})
    assert code(answer) == (422, "input.invalid")
    assert {name: told["code"] for name, told in answer.json()["error"]["fields"].items()} == fields


async def test_me_tells_the_csrf_token_again_after_a_reload(anna: Browser) -> None:
    assert (await anna.get("/api/me")).json()["csrf"] == anna.csrf
    rule = {"grace_s": 60, "headset": "pause", "handset": "leave"}
    absence = (await anna.get("/api/me")).json()["absence"]
    assert absence == {"logged_out": rule | {"grace_s": 0}, "closed": rule, "lost": rule}


async def test_operators_set_their_own_language_device_and_time_zone(site: Site, anna: Browser) -> None:
    body = {"language": "en", "device_mode": "headset", "time_zone": "Asia/Yekaterinburg"}
    changed = (await anna.send("PATCH", "/api/me", body)).json()
    assert (changed["language"], changed["device_mode"]) == (Language.EN, DeviceMode.HEADSET)
    assert (await anna.get("/api/me")).json()["operator"] == changed
    assert site.world.roster.reloads == 1
    assert (await anna.get("/api/calls/none")).json()["error"]["message"] == "Not found."


async def test_operators_choose_their_own_keys(anna: Browser) -> None:
    kept = await anna.send("PATCH", "/api/me", {"keys": "accept=Ctrl+Shift+KeyB"})
    assert kept.json()["keys"] == "accept=Ctrl+Shift+KeyB"
    refused = await anna.send("PATCH", "/api/me", {"keys": "accept=Ctrl+KeyW"})
    assert refused.json()["error"]["fields"]["keys"]["code"] == "key_reserved"


@pytest.mark.parametrize("body", [{"role": "admin"}, {"extension": "102"}, {"time_zone": "../etc"}, {"language": "de"}])
async def test_operators_set_nothing_else_about_themselves(anna: Browser, body: object) -> None:
    assert code(await anna.send("PATCH", "/api/me", body)) == (422, "input.invalid")


async def test_presence_is_set_and_told_back(site: Site, anna: Browser) -> None:
    answer = await anna.send("PUT", "/api/me/presence", {"presence": "paused", "reason": "Обед"})
    assert answer.json() == {
        "presence": "paused", "pause_reason": "Обед", "since": "2026-03-02T09:00:00Z",
        "due_at": None, "cause": "", "error": "", "queues": [],
    }  # fmt: skip
    assert (await anna.get("/api/me")).json()["operator"]["presence"] == "paused"


async def test_two_operators_do_not_get_each_others_session(site: Site, anna: Browser) -> None:
    vera = await site.logged_in(VERA)
    assert (await vera.get("/api/me")).json()["operator"]["id"] == VERA.id
    assert (await anna.get("/api/me")).json()["operator"]["id"] == ANNA.id


async def test_neither_password_nor_token_nor_cookie_is_ever_logged(site: Site, logged: list[dict[str, Any]]) -> None:
    browser = site.browser()
    await browser.log_in(password="not this one")
    await browser.log_in()
    written = repr(logged)
    assert "logged in" in written
    for secret in ("not this one", PASSWORD, browser.csrf, browser.http.cookies[COOKIE]):
        assert secret not in written
