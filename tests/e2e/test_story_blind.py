"""A tab that stands still: who is blind, where the card is then, and what the tab shows when it thaws."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.async_api import CDPSession, Page, expect

from tests.asterisk.call import Call
from tests.asterisk.dialplan import DIRECT_DID
from tests.asterisk.fixtures import PhoneMaker
from tests.e2e.conftest import DeskMaker
from tests.e2e.daemon import RunningDaemon
from tests.e2e.desk_page import DeskPage
from tests.e2e.test_story_attention import LISTEN, ringing

RIGHT_WITHIN_MS = 5000
"""At once, as a busy machine has it; less than an absence that is borne with (`blind_after_s`)."""


@dataclass
class Freezer:
    """Stops a page's main thread: its browser goes on answering pings, the page answers nothing.

    A page that is looked at cannot be frozen as a browser does it to save power, and without a screen every page is.
    """

    page: Page
    devtools: CDPSession

    async def freeze(self) -> None:
        """Stop the page at the next thing it does, which is a beat at the latest."""
        paused = asyncio.Event()
        self.devtools.once("Debugger.paused", lambda _: paused.set())
        await self.devtools.send("Debugger.pause")
        async with asyncio.timeout(30):
            await paused.wait()

    async def thaw(self, *, ringing: int) -> None:
        """Let the page go on, and see it show so many ringing cards soon enough."""
        await self.devtools.send("Debugger.resume")
        cards = self.page.locator("[data-testid=card][data-state=ringing]")
        await expect(cards).to_have_count(ringing, timeout=RIGHT_WITHIN_MS)


async def freezer(page: Page) -> Freezer:
    devtools = await page.context.new_cdp_session(page)
    await devtools.send("Debugger.enable")
    return Freezer(page, devtools)


async def second_tab(page: Page, url: str) -> DeskPage:
    """Open the desk in another tab of the same browser, touched, so that it may sound."""
    tab = DeskPage(await page.context.new_page())
    await tab.page.goto(url)
    await tab.until_live()
    await tab.page.evaluate(LISTEN)
    await tab.page.mouse.click(700, 30)
    return tab


async def trace_tells(supervisor: DeskPage, *told: str) -> None:
    """Read in the page why there was no card."""
    await supervisor.go("Звонки")
    row = supervisor.page.get_by_role("row").filter(has_text=re.compile(r"123.?45.?67"))
    await row.locator("a[href^='#/calls/']").first.click()
    await supervisor.page.get_by_role("button", name="Почему не было карточки?").click()
    for words in told:
        await expect(supervisor.page.get_by_role("dialog")).to_contain_text(re.compile(words))


async def test_a_frozen_tab_makes_its_operator_blind_another_rings_and_the_thawed_one_is_right_at_once(
    desk: DeskMaker, phone: PhoneMaker, outside_call: Callable[..., Call], callbridge: RunningDaemon
) -> None:
    """R149: what a tab shows is what goes on, also after it stood still."""
    device = await phone("101")
    gleb, anna = await desk("gleb"), await desk("anna")
    await anna.page.mouse.click(700, 30)
    tab = await freezer(anna.page)
    seen = gleb.page.get_by_test_id("team-member").filter(has_text="Анна Иванова")
    await expect(seen).to_contain_text("свободен")
    await tab.freeze()
    await expect(seen).to_contain_text(re.compile(r"не видит экран с \d\d:\d\d"))
    call = outside_call(DIRECT_DID, number="+79161234567")
    await device.rings()
    await expect(seen).to_contain_text("звонит")

    other = await second_tab(anna.page, callbridge.url)
    await other.sees_card("ringing")
    assert await ringing([other.page]) is other.page
    await expect(seen).not_to_contain_text("не видит экран")

    await tab.thaw(ringing=1)
    await tab.freeze()
    await other.page.close()
    await call.hang_up()
    await expect(seen).not_to_contain_text("звонит")
    await tab.thaw(ringing=0)
    await anna.sees_no_card()
    await expect(seen).not_to_contain_text("не видит экран")
    await trace_tells(
        gleb,
        r"Оператор Анна Иванова не видит экран: ни одна из открытых страниц \(1\) не отвечает, уже \d+ с",
        "Карточка на экране: Анна Иванова",
    )
