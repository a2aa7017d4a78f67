"""Nothing typed is lost: the browser killed, two windows on one draft, a page that slept."""

import asyncio
import os
import random
import re
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.async_api import BrowserContext, Error, Playwright, Route, async_playwright, expect

from tests.asterisk.call import Call
from tests.asterisk.dialplan import DIRECT_DID
from tests.asterisk.fixtures import PhoneMaker
from tests.e2e.browser import ARGUMENTS, VIEWPORT, Watch
from tests.e2e.conftest import DeskMaker
from tests.e2e.daemon import PASSWORD, RunningDaemon
from tests.e2e.desk_page import DeskPage

NUMBER = "+79161234567"
KEPT_WITHIN_S = 1.0
STEPS_OF_KEEPING = 3
"""A timer, a transaction, its end: each waits for the machine as long as a letter does."""
SEED = 5
KILLS = 2
KILLED_AFTER_S = (1.2, 2.6)
WORDS = "Дом у реки, до весны, с баней и садом. " * 400
Start = Callable[[], Awaitable[BrowserContext]]


@pytest.fixture
async def own_browser(chromium: Path, tmp_path: Path) -> AsyncIterator[Start]:
    """Yield ``await own_browser()``: a browser on a profile that outlives it."""
    profile = tmp_path / "profile"
    width, height = VIEWPORT

    async def start() -> BrowserContext:
        return await playwright.chromium.launch_persistent_context(
            profile,
            executable_path=chromium,
            args=list(ARGUMENTS),
            locale="ru-RU",
            viewport={"width": width, "height": height},
        )

    playwright: Playwright
    async with async_playwright() as playwright:
        yield start
        kill_browser(profile)


def kill_browser(profile: Path) -> None:
    """Kill -9 every process of the browser that runs on `profile`: it gets no chance to write anything."""
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and _runs_on(folder, profile):
            os.kill(int(folder.name), signal.SIGKILL)


def _runs_on(process: Path, profile: Path) -> bool:
    try:
        return f"--user-data-dir={profile}".encode() in (process / "cmdline").read_bytes().split(b"\0")
    except OSError:
        return False


async def log_in(context: BrowserContext, url: str) -> DeskPage:
    page = context.pages[0] if context.pages else await context.new_page()
    answer = await page.request.post(
        f"{url}/api/login", data={"login": "anna", "password": PASSWORD}, headers={"Origin": url}
    )
    assert answer.ok
    await page.goto(url)
    anna = DeskPage(page)
    await anna.until_live()
    return anna


async def test_a_browser_killed_again_and_again_comes_back_with_the_card_and_every_word_of_a_second_before(
    own_browser: Start,
    phone: PhoneMaker,
    outside_call: Callable[..., Call],
    callbridge: RunningDaemon,
    tmp_path: Path,
) -> None:
    """R104: kill -9 at random moments of typing without a pause; each time the live call's interest card is there.

    In every second round the server takes no drafts: what the browser itself keeps must do.
    """
    chance = random.Random(SEED)
    device = await phone("101")
    anna = await log_in(await own_browser(), callbridge.url)
    outside_call(DIRECT_DID, number=NUMBER)
    (await device.rings()).answer()
    await anna.sees_card("talking")
    await anna.open_interest()
    kept = ""
    for round_ in range(KILLS):
        if round_ % 2:
            await anna.page.route("**/api/drafts/**", lambda route: route.abort())
        gone = gone_of(anna)
        await anna.field("Содержание").press("Control+End")
        kept = await anna.field("Содержание").input_value()  # nothing may have been due, and more have come back since
        kill = asyncio.get_running_loop().call_later(
            chance.uniform(*KILLED_AFTER_S), kill_browser, tmp_path / "profile"
        )
        typed = await type_until_killed(anna, kept)
        await asyncio.wait_for(gone.wait(), 30)

        anna = await log_in(await own_browser(), callbridge.url)
        await anna.sees_interest()
        await anna.sees_card("talking")
        due_by = kill.when() - KEPT_WITHIN_S - STEPS_OF_KEEPING * slowest(typed, kill.when())
        due = max((text for at, text in typed if at <= due_by), key=len, default=kept)
        await expect(anna.field("Содержание")).to_have_value(re.compile(f"^{due}"))
        kept = await anna.field("Содержание").input_value()
        assert WORDS.startswith(kept), f"round {round_}, seed {SEED}"


def slowest(typed: list[tuple[float, str]], end: float) -> float:
    """Return how long the slowest letter took: what a busy machine adds to everything."""
    instants = [at for at, _ in typed if at <= end] + [end]
    return max((after - before for before, after in pairwise(instants)), default=0.0)


def gone_of(anna: DeskPage) -> asyncio.Event:
    """Return what is set when the browser's end is heard of."""
    gone = asyncio.Event()
    anna.page.context.on("close", lambda _: gone.set())
    return gone


async def type_until_killed(anna: DeskPage, text: str) -> list[tuple[float, str]]:
    """Type on after `text`, letter by letter; return what had been typed when."""
    typed = []
    try:
        for letter in WORDS[len(text) :]:
            await anna.page.keyboard.insert_text(letter)
            text += letter
            typed.append((asyncio.get_running_loop().time(), text))
    except Error:  # the browser is dead
        return typed
    raise AssertionError("there were not enough words")


async def test_two_windows_on_one_draft_merge_by_field_and_ask_where_both_wrote(
    desk: DeskMaker, phone: PhoneMaker, outside_call: Callable[..., Call], watch: Watch
) -> None:
    """R104: what one window wrote elsewhere is taken silently; the same field in both is shown, and chosen."""
    watch.allowed.append("status of 409")
    device = await phone("101")
    one, two = await desk("anna"), await desk("anna")
    outside_call(DIRECT_DID, number=NUMBER)
    (await device.rings()).answer()
    for window in (one, two):
        await window.sees_card("talking")
        await window.open_interest()
    one_is_kept = asyncio.Event()

    async def hold(route: Route) -> None:
        if route.request.method == "PUT":
            await one_is_kept.wait()
        await route.continue_()

    await two.page.route("**/api/drafts/**", hold)  # both write before either hears of the other
    await two.fill("Содержание", "Из второго окна")
    async with one.page.expect_response(lambda answer: "Из первого окна" in (answer.request.post_data or "")):
        await one.fill("Дополнит.", "one@example.com")
        await one.fill("Содержание", "Из первого окна")
    one_is_kept.set()
    notice = two.page.get_by_role("alert").filter(has_text="Поле «Содержание» изменено и в другом окне")
    await expect(notice).to_be_visible()
    await expect(two.field("Дополнит.")).to_have_value("one@example.com")
    await expect(two.field("Содержание")).to_have_value("Из второго окна")
    await notice.get_by_role("button", name="Взять: Из первого окна").click()
    await expect(notice).to_have_count(0)
    await expect(two.field("Содержание")).to_have_value("Из первого окна")
    await one.fill("Содержание", "Из первого окна, и дальше")
    await expect(two.field("Содержание")).to_have_value("Из первого окна, и дальше")
    await two.fill("Лицо", "Сидорова Анна Петровна")
    await two.rate("Отрицательный")
    await two.choose("Причина", "Дорого")
    await expect(one.field("Лицо")).to_have_value("Сидорова Анна Петровна")
    await two.save_and_close()
    await expect(one.page.get_by_test_id("interest-card")).to_have_count(0)


async def test_a_page_that_was_frozen_and_offline_wakes_with_the_right_cards(
    desk: DeskMaker, phone: PhoneMaker, outside_call: Callable[..., Call], watch: Watch
) -> None:
    """R149: a laptop that slept shows what is, not what was: the old call is gone, the new one is there."""
    # The last: a list was on its way when the network went.
    cut_off = ("WebSocket connection", "ERR_INTERNET_DISCONNECTED", "ERR_NETWORK", "ERR_CONTENT_LENGTH_MISMATCH")
    watch.allowed.extend(cut_off)
    device = await phone("101")
    anna = await desk("anna")
    first = outside_call(DIRECT_DID, number="+79161110001")
    await device.rings()
    await anna.sees_card("ringing", "111-00-01")
    browser = await anna.page.context.new_cdp_session(anna.page)
    offline = {"offline": True, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    await browser.send("Network.enable")
    await browser.send("Network.emulateNetworkConditions", offline)
    await browser.send("Page.setWebLifecycleState", {"state": "frozen"})
    await first.hang_up()
    outside_call(DIRECT_DID, number="+79161110002")
    await device.rings()
    await browser.send("Page.setWebLifecycleState", {"state": "active"})
    await browser.send("Network.emulateNetworkConditions", {**offline, "offline": False})
    # Asterisk may ring the second call before it has told of the first one's end: for a moment both are true.
    await anna.sees_card("ringing", "111-00-02")
