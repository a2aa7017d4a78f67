"""Why the stream of cards ended, in words: a login that ended, too many tabs."""

import asyncio

from playwright.async_api import expect

from tests.e2e.browser import Watch
from tests.e2e.conftest import DeskMaker
from tests.e2e.daemon import START_S, RunningDaemon
from tests.e2e.desk_page import DeskPage


async def test_logging_out_in_one_tab_ends_the_other_and_says_so(
    desk: DeskMaker, callbridge: RunningDaemon, watch: Watch
) -> None:
    watch.allowed.extend(("status of 401", "WebSocket connection"))
    anna = await desk("anna")
    other = await anna.page.context.new_page()
    await other.goto(callbridge.url)
    await DeskPage(other).until_live()
    await anna.page.get_by_role("button", name="Анна Иванова").click()
    await anna.page.get_by_role("menuitem", name="Выйти").click()
    await expect(anna.page.get_by_label("Логин")).to_be_visible()
    await expect(anna.page.get_by_text("Сеанс завершён")).to_have_count(0)
    await expect(other.get_by_text("Сеанс завершён. Войдите снова")).to_be_visible()
    await expect(other.get_by_label("Логин")).to_be_visible()


async def test_one_tab_too_many_is_told_and_can_come_back_when_another_is_closed(
    desk: DeskMaker, callbridge: RunningDaemon
) -> None:
    await callbridge.stop()
    callbridge.max_sockets = 1
    callbridge.write_config()
    await callbridge.start()
    anna = await desk("anna")
    other = await anna.page.context.new_page()
    await other.goto(callbridge.url)
    await expect(other.get_by_text("Открыто слишком много вкладок")).to_be_visible()
    await anna.page.close()
    live, back = DeskPage(other).live, other.get_by_role("button", name="Подключиться")
    async with asyncio.timeout(START_S):
        while not await live.count():  # the daemon may hear of the closed tab after the first press
            await back.click()
            await expect(back.or_(live)).to_be_visible()
    await expect(other.get_by_test_id("link-banner")).to_have_count(0)
