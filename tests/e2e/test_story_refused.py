"""Story 7: wrong password, no permission, a forged request, another origin: refused, by the running program."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from playwright.async_api import expect
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Origin

from tests.e2e.browser import Watch
from tests.e2e.conftest import PageMaker
from tests.e2e.daemon import PASSWORD, RunningDaemon


@asynccontextmanager
async def signed_in(daemon: RunningDaemon, login: str) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=daemon.url, headers={"Origin": daemon.url}, timeout=30) as http:
        answer = await http.post("/api/login", json={"login": login, "password": PASSWORD})
        http.headers["X-CSRF-Token"] = answer.json()["csrf"]
        yield http


async def test_a_wrong_password_is_said_in_words_and_lets_nobody_in(
    callbridge: RunningDaemon, open_page: PageMaker, watch: Watch
) -> None:
    watch.allowed.append("status of 401")
    page = await open_page(callbridge.url)
    await page.get_by_label("Логин").fill("anna")
    await page.get_by_label("Пароль").fill("guess guess")
    await page.get_by_role("button", name="Войти").click()
    await expect(page.get_by_role("alert")).to_contain_text("Неверный логин или пароль")
    await expect(page.get_by_label("Логин")).to_be_visible()


async def test_a_guesser_is_slowed_down(callbridge: RunningDaemon) -> None:
    async with httpx.AsyncClient(base_url=callbridge.url, headers={"Origin": callbridge.url}, timeout=30) as http:
        answers = [
            (await http.post("/api/login", json={"login": "anna", "password": f"guess {number}"})).status_code
            for number in range(8)
        ]
    assert answers[0] == httpx.codes.UNAUTHORIZED
    assert answers[-1] == httpx.codes.TOO_MANY_REQUESTS


async def test_an_operator_may_not_do_an_admins_work(callbridge: RunningDaemon) -> None:
    async with signed_in(callbridge, "anna") as http:
        refused = await http.post("/api/operators", json={"login": "mallory", "password": PASSWORD})
        assert (refused.status_code, refused.json()["error"]["code"]) == (403, "auth.forbidden")
        assert "роль" in refused.json()["error"]["message"]
        assert (await http.get("/api/operators")).status_code == 403


async def test_a_forged_request_and_another_origin_change_nothing(callbridge: RunningDaemon) -> None:
    async with signed_in(callbridge, "anna") as http:
        forged = {"X-CSRF-Token": "guess"}
        paused = {"presence": "paused", "reason": "x"}
        assert (await http.put("/api/me/presence", json=paused, headers=forged)).status_code == 403
        foreign = {"Origin": "https://evil.example"}
        assert (await http.put("/api/me/presence", json=paused, headers=foreign)).status_code == 403
        assert (await http.get("/api/me")).json()["operator"]["presence"] == "ready"


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
async def test_a_socket_from_another_origin_is_refused(callbridge: RunningDaemon, origin: str) -> None:
    async with signed_in(callbridge, "anna") as http:
        cookie = {"Cookie": f"callbridge_session={http.cookies['callbridge_session']}"}
    address = callbridge.url.replace("http", "ws") + "/ws"
    with pytest.raises((InvalidStatus, ConnectionClosed)) as refused:
        async with connect(address, origin=Origin(origin), additional_headers=cookie) as socket:
            await socket.recv()
    if isinstance(refused.value, ConnectionClosed):
        assert refused.value.rcvd is not None
        assert refused.value.rcvd.code == 4403


async def test_nothing_is_told_to_somebody_who_is_not_logged_in(callbridge: RunningDaemon) -> None:
    async with httpx.AsyncClient(base_url=callbridge.url, timeout=30) as http:
        for path in ("/api/me", "/api/calls", "/api/leads", "/api/persons?q=a", "/api/dictionaries", "/api/drafts"):
            assert (await http.get(path)).status_code == 401
