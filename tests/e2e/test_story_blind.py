"""A tab that stands still: who is blind, where the card is then, and what the tab shows when it goes on."""

import re
from collections.abc import Callable

from playwright.async_api import Browser, expect

from tests.asterisk.call import Call
from tests.asterisk.dialplan import DIRECT_DID
from tests.asterisk.fixtures import PhoneMaker
from tests.e2e.background import Profile, Tab, profile_of
from tests.e2e.conftest import DeskMaker
from tests.e2e.daemon import RunningDaemon
from tests.e2e.desk_page import DeskPage
from tests.e2e.test_story_attention import LISTEN

LIVE = "document.querySelector('[data-synced=true]') !== null"
NOTES_LIFE = (
    "window.life = []; for (const one of ['freeze', 'resume']) document.addEventListener(one, () => life.push(one))"
)


async def live_tab(profile: Profile, url: str) -> Tab:
    tab = await profile.open(url)
    await tab.until(LIVE)
    return tab


def rings(cards: int) -> str:
    return f"document.querySelectorAll('[data-testid=card][data-state=ringing]').length === {cards}"


async def trace_tells(supervisor: DeskPage, *told: str) -> None:
    """Read in the page why there was no card."""
    await supervisor.go("Звонки")
    row = supervisor.page.get_by_role("row").filter(has_text=re.compile(r"123.?45.?67"))
    await row.locator("a[href^='#/calls/']").first.click()
    await supervisor.page.get_by_role("button", name="Почему не было карточки?").click()
    for words in told:
        await expect(supervisor.page.get_by_role("dialog")).to_contain_text(re.compile(words))


async def test_a_frozen_tab_makes_its_operator_blind_another_rings_and_the_thawed_one_is_right_at_once(
    browser: Browser, desk: DeskMaker, phone: PhoneMaker, outside_call: Callable[..., Call], callbridge: RunningDaemon
) -> None:
    """R149: what a tab shows is what goes on, also after Chromium froze it behind another, or after it hung."""
    device = await phone("101")
    gleb, anna = await desk("gleb"), await desk("anna")
    profile = await profile_of(browser, anna.page.context)
    await anna.page.close()
    tab = await live_tab(profile, callbridge.url)
    await tab.see(NOTES_LIFE)
    seen = gleb.page.get_by_test_id("team-member").filter(has_text="Анна Иванова")
    await expect(seen).to_contain_text("свободен")
    front = await profile.open("about:blank")
    await tab.freeze()
    await expect(seen).to_contain_text(re.compile(r"не видит экран с \d\d:\d\d"))
    call = outside_call(DIRECT_DID, number="+79161234567")
    await device.rings()

    await front.begin(callbridge.url)
    await front.touch()  # before the desk stands, as who logs in does
    await front.see(LISTEN)
    await front.until(rings(1))
    await front.until("notes > 0")
    await expect(seen).to_contain_text("звонит")
    await expect(seen).not_to_contain_text("не видит экран")
    assert await tab.see("life.join()") == "freeze"

    await tab.thaw()
    await tab.until(rings(1))
    assert await tab.see("life.join()") == "freeze,resume"
    await tab.hang()
    await front.close()
    await call.hang_up()
    await expect(seen).not_to_contain_text("звонит")
    await tab.go_on()
    await tab.until(rings(0))
    await expect(seen).not_to_contain_text("не видит экран")
    await trace_tells(
        gleb,
        r"Оператор Анна Иванова не видит экран: ни одна из открытых страниц \(1\) не отвечает, уже \d+ с",
        "Карточка на экране: Анна Иванова",
    )
