from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.e2e.browser import VIEWPORT, Watch, ensure_chromium
from tests.e2e.conftest import PageMaker
from tests.support import parts


async def test_a_page_has_the_size_of_the_smallest_desk(open_page: PageMaker) -> None:
    page = await open_page("data:text/html,<title>desk</title>")
    assert await page.title() == "desk"
    assert await page.evaluate("[innerWidth, innerHeight]") == list(VIEWPORT)


async def test_errors_of_a_page_are_noticed_unless_provoked(open_page: PageMaker, watch: Watch) -> None:
    page = await open_page("data:text/html,<p>")
    async with page.expect_console_message():
        await page.evaluate("console.error('on purpose'); setTimeout(() => { throw new Error('by accident') })")
    await page.evaluate("new Promise(done => setTimeout(done))")
    assert [text.split(" (")[0] for text in watch.unexpected()] == [
        "console: on purpose",
        "page error: by accident",
    ]
    watch.allowed += ["on purpose", "by accident"]


async def test_nothing_outside_loopback_is_reached(browser: Browser) -> None:
    page = await browser.new_page()
    with pytest.raises(Exception, match="ERR_NAME_NOT_RESOLVED"):
        await page.goto("http://callbridge.invalid/")


def test_a_missing_part_fails_in_ci_and_skips_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere() -> Path:
        raise parts.PartMissing("not on this machine")

    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="not on this machine"):
        parts.require(nowhere)
    monkeypatch.delenv("CI")
    with pytest.raises(pytest.skip.Exception, match="not on this machine"):
        parts.require(nowhere)


def test_chromium_is_found_once_installed(chromium: Path) -> None:
    assert ensure_chromium() == chromium
