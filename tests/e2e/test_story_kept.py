"""Nothing acknowledged is lost: the daemon killed at a save, a login ended in a talk, a browser that keeps nothing."""

import asyncio
import contextlib
import sqlite3
from collections.abc import Callable
from contextlib import closing

from playwright.async_api import Route, expect

from tests.asterisk.call import Call
from tests.asterisk.dialplan import DIRECT_DID
from tests.asterisk.fixtures import PhoneMaker
from tests.e2e.browser import Watch
from tests.e2e.conftest import DeskMaker
from tests.e2e.daemon import PASSWORD, START_S, RunningDaemon
from tests.e2e.desk_page import DeskPage
from tests.e2e.test_story_outage import LOST

NUMBER = "+79161234567"
FORBIDDEN = """
for (const name of ["indexedDB", "localStorage", "sessionStorage"])
  Object.defineProperty(window, name, { get() { throw new DOMException("denied", "SecurityError"); } });
"""
"""What a browser does that may not keep anything: the stores' very names throw."""


async def test_a_daemon_killed_between_a_save_and_its_answer_has_the_draft_and_one_interest(
    desk: DeskMaker, phone: PhoneMaker, outside_call: Callable[..., Call], callbridge: RunningDaemon, watch: Watch
) -> None:
    """R104, R116: what the socket and the routes acknowledged is there after kill -9; a save sent again is one."""
    watch.allowed.extend((*LOST, "ERR_FAILED", "ERR_INTERNET_DISCONNECTED"))
    device = await phone("101")
    anna = await desk("anna")
    call = outside_call(DIRECT_DID, number=NUMBER)
    (await device.rings()).answer()
    await anna.sees_card("talking")
    await anna.open_interest()
    await anna.fill("Лицо", "Сидорова Анна Петровна")
    await anna.rate("Отрицательный")
    await anna.choose("Причина", "Дорого")
    await anna.fill("Содержание", "Принято сервером")
    await anna.is_told("Сохранено")
    await callbridge.kill()
    assert "Принято сервером" in str(rows(callbridge, "SELECT json_extract(\"values\", '$.content') FROM draft"))
    await callbridge.start()
    await anna.until_live()
    await anna.sees_card("talking")
    await call.hang_up()
    await saves_into_a_crash(anna, callbridge)
    await anna.is_told("Нет связи с сервером")
    await anna.sees_interest()
    await callbridge.start()
    await anna.until_live()
    await anna.page.keyboard.press("Control+Enter")
    await expect(anna.page.get_by_test_id("interest-card")).to_have_count(0)
    await is_forgotten(callbridge)
    assert rows(callbridge, "SELECT count(*) FROM lead") == [(1,)]


async def saves_into_a_crash(anna: DeskPage, callbridge: RunningDaemon) -> None:
    """Save by the key; the daemon writes it, is killed, and nobody has heard of it."""
    begun, killed = False, asyncio.Event()

    async def crash_unheard(route: Route) -> None:
        nonlocal begun
        if not begun:
            begun = True
            await anna.page.context.set_offline(True)  # else the socket may tell of it before the daemon dies
            await anna.is_told("Нет связи с сервером")
            assert (await route.fetch()).ok  # it is written, and nobody hears of it
            await callbridge.kill()
            await anna.page.context.set_offline(False)
            killed.set()
        with contextlib.suppress(Exception):
            await route.continue_()

    await anna.page.route("**/api/leads", crash_unheard)
    await anna.page.keyboard.press("Control+Enter")
    async with asyncio.timeout(START_S):
        await killed.wait()  # the page tells of the outage before that


async def is_forgotten(callbridge: RunningDaemon) -> None:
    """Wait until no draft is left: a card that was saved is closed a moment before."""
    async with asyncio.timeout(START_S):
        while rows(callbridge, "SELECT count(*) FROM draft") != [(0,)]:
            await asyncio.sleep(0.05)


def rows(daemon: RunningDaemon, query: str) -> list[tuple[object, ...]]:
    """Return what stands in the database itself, whether or not the daemon lives."""
    with closing(sqlite3.connect(daemon.database)) as connection:
        return connection.execute(query).fetchall()


async def test_a_login_that_ends_in_a_talk_is_renewed_in_place_with_every_word(
    desk: DeskMaker, phone: PhoneMaker, outside_call: Callable[..., Call], callbridge: RunningDaemon, watch: Watch
) -> None:
    """R104: the session ends while the operator types; after the login the call, the card and the words are there."""
    watch.allowed.extend(("status of 401", "WebSocket connection"))
    device = await phone("101")
    anna = await desk("anna")
    outside_call(DIRECT_DID, number=NUMBER)
    (await device.rings()).answer()
    await anna.sees_card("talking")
    await anna.open_interest()
    csrf = (await (await anna.page.request.get(f"{callbridge.url}/api/me")).json())["csrf"]
    await anna.field("Содержание").press_sequentially("Сказано в тот миг, когда вход закончился")
    headers = {"Origin": callbridge.url, "X-CSRF-Token": csrf}
    assert (await anna.page.request.post(f"{callbridge.url}/api/logout", headers=headers)).ok
    await anna.is_told("Сеанс завершён. Войдите снова")
    await anna.page.get_by_label("Логин").fill("anna")
    await anna.page.get_by_label("Пароль").fill(PASSWORD)
    await anna.page.get_by_role("button", name="Войти").click()
    await anna.sees_card("talking")
    await expect(anna.field("Содержание")).to_have_value("Сказано в тот миг, когда вход закончился")


async def test_a_browser_that_may_keep_nothing_leaves_the_words_to_the_server(
    desk: DeskMaker, phone: PhoneMaker, outside_call: Callable[..., Call]
) -> None:
    """R104: a private or full browser: the desk works, and a reload brings the words back from the server."""
    device = await phone("101")
    anna = await desk("anna")
    await anna.page.add_init_script(FORBIDDEN)
    await anna.page.reload()
    await anna.until_live()
    outside_call(DIRECT_DID, number=NUMBER)
    (await device.rings()).answer()
    await anna.sees_card("talking")
    await anna.open_interest()
    await anna.fill("Содержание", "Хранит сервер")
    await anna.is_told("Сохранено")
    await anna.page.reload()
    await anna.sees_card("talking")
    await anna.open_interest()
    await expect(anna.field("Содержание")).to_have_value("Хранит сервер")
