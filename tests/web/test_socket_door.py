"""The operators' socket against a real server: every step of the protocol and every close code."""

from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import InvalidStatus

from callbridge import __version__
from callbridge.crm.operator import Presence
from callbridge.screenpop.sight import Pages
from callbridge.screenpop.wire import CloseCode, ListsChanged
from callbridge.web import socket_door
from tests.support.ami_link import let_run_until
from tests.support.web_people import ANNA, CALL, NINE, VERA
from tests.support.web_server import Browser, Site, hear, running, say_auth
from tests.support.web_services import World


async def close_code(socket: ClientConnection) -> int | None:
    await socket.wait_closed()
    return socket.close_code


def push(site: Site) -> None:
    site.world.sessions.push(ANNA.id, lambda revision: ListsChanged(revision=revision, lists=("calls",)))


async def test_hello_then_auth_then_snapshot_then_live_messages(site: Site, anna: Browser) -> None:
    async with anna.open_socket() as socket:
        hello = await hear(socket)
        assert (hello["type"], hello["protocol"], hello["server_version"]) == ("hello", 2, __version__)
        assert hello["server_at"] == "2026-03-02T09:00:00Z"
        await say_auth(socket, anna)
        assert (await hear(socket))["type"] == "snapshot"
        push(site)
        assert await hear(socket) == {"type": "lists", "revision": 1, "lists": ["calls"]}


async def test_a_rendered_card_is_told_to_the_app(site: Site, anna: Browser) -> None:
    async with anna.open_socket() as socket:
        await hear(socket)
        await say_auth(socket, anna)
        await hear(socket)
        await socket.send(f'{{"type":"rendered","revision":1,"card_id":"{CALL}","visible":true}}')
        assert await site.world.rendered.get() == (ANNA.id, CALL, 1, True)


async def test_a_page_sees_as_long_as_it_says_so(site: Site, anna: Browser) -> None:
    """A frozen page's browser answers our pings: only the page's own word counts."""
    async with anna.open_socket() as socket:
        assert (await hear(socket))["beat_s"] == 2.0
        await say_auth(socket, anna)
        await hear(socket)
        site.world.clock.pass_seconds(8)
        assert site.world.pages.pages_of(ANNA.id) == Pages(open=1, blind_since=NINE)
        await socket.send('{"type":"alive"}')
        await socket.send(f'{{"type":"rendered","revision":1,"card_id":"{CALL}","visible":true}}')
        await site.world.rendered.get()
        assert site.world.pages.pages_of(ANNA.id) == Pages(open=1, seeing=1)


async def test_a_reconnecting_socket_gets_exactly_what_it_missed(site: Site, anna: Browser) -> None:
    for _ in range(3):
        push(site)
    async with anna.open_socket() as socket:
        await hear(socket)
        await say_auth(socket, anna, resume={"epoch": "first", "revision": 1})
        assert await hear(socket) == {"type": "resumed", "epoch": "first", "revision": 1}
        assert [(await hear(socket))["revision"] for _ in range(2)] == [2, 3]


async def test_a_revision_of_another_epoch_gets_a_snapshot(site: Site, anna: Browser) -> None:
    push(site)
    async with anna.open_socket() as socket:
        await hear(socket)
        await say_auth(socket, anna, resume={"epoch": "before the restart", "revision": 1})
        fresh = await hear(socket)
        assert (fresh["type"], fresh["epoch"], fresh["revision"]) == ("snapshot", "first", 1)


async def test_a_foreign_or_missing_origin_is_4403(anna: Browser) -> None:
    for origin in ("https://evil.example", "null", None):
        async with anna.open_socket(origin=origin) as socket:
            assert await close_code(socket) == CloseCode.FORBIDDEN_ORIGIN


async def test_a_configured_origin_is_let_in() -> None:
    async with running(origins=("https://calls.example.ru",)) as site:
        browser = await site.logged_in()
        async with browser.open_socket(origin="https://calls.example.ru") as socket:
            assert (await hear(socket))["type"] == "hello"


async def test_no_session_is_4401_at_the_door(site: Site) -> None:
    async with site.browser().open_socket() as socket:
        assert await close_code(socket) == CloseCode.NOT_AUTHENTICATED


async def test_a_wrong_csrf_token_is_4401(site: Site, anna: Browser) -> None:
    anna.csrf = "wrong"
    async with anna.open_socket() as socket:
        await hear(socket)
        await say_auth(socket, anna)
        assert await close_code(socket) == CloseCode.NOT_AUTHENTICATED
    assert site.world.sessions.socket_count == 0


@pytest.mark.parametrize(
    "message",
    [
        "not json",
        "[]",
        "{}",
        '{"type":"sing"}',
        '{"type":"auth","csrf":"x"}',
        '{"type":"auth","csrf":"x","tab":"t","extra":1}',
        '{"type":"auth","csrf":"x","tab":"t","resume":{"epoch":"e","revision":1,"extra":2}}',
        '{"type":"rendered","revision":1,"card_id":"c","visible":true}',
        '{"type":"alive"}',
        b"binary",
    ],
)
async def test_a_message_out_of_the_protocol_is_4400(anna: Browser, message: Any) -> None:
    async with anna.open_socket() as socket:
        await hear(socket)
        await socket.send(message)
        assert await close_code(socket) == CloseCode.BAD_MESSAGE


async def test_a_second_auth_is_4400(site: Site, anna: Browser) -> None:
    async with anna.open_socket() as socket:
        await hear(socket)
        for _ in range(2):
            await say_auth(socket, anna)
        assert await close_code(socket) == CloseCode.BAD_MESSAGE
    assert site.world.sessions.socket_count == 0


async def test_a_message_larger_than_64_kib_is_closed_by_the_library(anna: Browser) -> None:
    async with anna.open_socket() as socket:
        await hear(socket)
        await socket.send("x" * (64 * 1024 + 1))
        assert await close_code(socket) == 1009


async def test_a_silent_client_is_4408(anna: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket_door, "AUTH_TIMEOUT_S", 0.05)
    async with anna.open_socket() as socket:
        assert await close_code(socket) == CloseCode.AUTH_TIMEOUT


async def test_one_tab_too_many_is_4429() -> None:
    async with running(max_sockets_per_operator=1) as site:
        browser = await site.logged_in()
        async with browser.open_socket() as first:
            await hear(first)
            async with browser.open_socket() as second:
                assert await close_code(second) == CloseCode.TOO_MANY_SOCKETS


async def test_logging_out_closes_the_sockets_of_that_session_alone_with_4410(site: Site, anna: Browser) -> None:
    elsewhere = await site.logged_in()
    async with anna.open_socket() as here, elsewhere.open_socket() as there:
        await hear(here)
        await hear(there)
        await say_auth(there, elsewhere)
        await hear(there)
        assert (await anna.send("POST", "/api/logout")).status_code == 204
        assert await close_code(here) == CloseCode.SESSION_ENDED
        push(site)
        assert (await hear(there))["type"] == "lists"


@pytest.mark.parametrize(("code", "is_closed"), [(1001, True), (1000, False), (4000, False)])
async def test_a_page_that_goes_away_says_so(site: Site, anna: Browser, code: int, is_closed: bool) -> None:
    """Issue 5: a closed tab is not a lost link."""
    async with anna.open_socket() as socket:
        await hear(socket)
        await say_auth(socket, anna)
        await hear(socket)
        await socket.close(code)
    await let_run_until(lambda: site.world.pages.pages_of(ANNA.id) == Pages(is_closed=is_closed))


async def test_deactivation_closes_every_socket_with_4410(site: Site, anna: Browser) -> None:
    vera = await site.logged_in(VERA)
    async with anna.open_socket() as socket:
        await hear(socket)
        await say_auth(socket, anna)
        await hear(socket)
        answer = await vera.send("PATCH", f"/api/operators/{ANNA.id}", {"is_active": False})
        assert answer.status_code == 200
        assert await close_code(socket) == CloseCode.SESSION_ENDED
    assert (await anna.get("/api/me")).status_code == 401


async def test_the_stopping_daemon_is_4503(site: Site) -> None:
    async with running() as other:
        browser = await other.logged_in()
        socket = await browser.open_socket()
        await hear(socket)
    assert await close_code(socket) == CloseCode.SERVER_STOPPING


async def test_a_store_that_is_away_asks_to_come_back_later() -> None:
    world = World()
    async with running(world) as site:
        browser = await site.logged_in()
        world.operators.is_down = True
        world.clock.pass_seconds(60)
        async with browser.open_socket() as socket:
            assert await close_code(socket) == socket_door.TRY_AGAIN_LATER


async def test_another_path_is_no_socket(anna: Browser) -> None:
    with pytest.raises(InvalidStatus):
        await anna.open_socket("/elsewhere")


async def test_own_state_set_in_one_tab_is_seen_in_the_other(site: Site, anna: Browser) -> None:
    async with anna.open_socket() as socket:
        await hear(socket)
        await say_auth(socket, anna)
        await hear(socket)
        await anna.send("PUT", "/api/me/presence", {"presence": "paused", "reason": "Обед"})
        told = await hear(socket)
        assert (told["type"], told["own"]["presence"]) == ("own", Presence.PAUSED)
