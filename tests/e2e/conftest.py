"""Fixtures of the user-story tests: `browser`, `open_page`, `operator_page`, `watch`, `callbridge`, `desk`."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Generator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from tests.asterisk.server import Asterisk
from tests.e2e.browser import Watch, ensure_chromium, launch, new_context
from tests.e2e.cable import Cable
from tests.e2e.daemon import PASSWORD, RunningDaemon, copy_database, make_company
from tests.e2e.desk_page import DeskPage
from tests.support.parts import require

PageMaker = Callable[..., Awaitable[Page]]
DeskMaker = Callable[..., Awaitable[DeskPage]]

expect.set_options(timeout=30_000)
"""How long a page may take to show what it must: a deadline for a busy machine, not a wait."""

LOG_LINES = 120
"""How much of a failed story's log its report shows."""

_REPORTS = pytest.StashKey[list[pytest.TestReport]]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Keep each phase's outcome for the fixtures that save screenshots; a failure tells what the daemon told."""
    report = yield
    item.stash.setdefault(_REPORTS, []).append(report)
    daemon = getattr(item, "funcargs", {}).get("callbridge")
    if report.failed and isinstance(daemon, RunningDaemon) and daemon.log_path.exists():
        report.sections.append(("callbridge's log, its last lines", "\n".join(daemon.log().splitlines()[-LOG_LINES:])))
    return report


@pytest.fixture(scope="session")
def chromium() -> Path:
    """Return the browser's path; told skip, or failure in CI, where there is none."""
    return require(ensure_chromium)


@pytest.fixture
def watch() -> Watch:
    """Return what the test's pages complained about; append to its `allowed` what is provoked on purpose."""
    return Watch()


@pytest.fixture
async def browser(chromium: Path) -> AsyncIterator[Browser]:
    """Yield a browser in the test's own loop (1.4 s a test: the price of no shared state)."""
    async with async_playwright() as playwright:
        running = await launch(playwright, chromium)
        yield running
        await running.close()


@pytest.fixture
async def open_page(browser: Browser, watch: Watch, request: pytest.FixtureRequest) -> AsyncIterator[PageMaker]:
    """Yield ``await open_page(url, language="ru-RU")``: a page in a browser profile of its own.

    After the test: a screenshot of each page when it failed, and a failure when a page complained.
    """
    pages: list[Page] = []

    async def make(url: str, *, language: str = "ru-RU") -> Page:
        context = await new_context(browser, language=language)
        page = await context.new_page()
        pages.append(page)
        watch.page(page)
        await page.goto(url)
        return page

    yield make
    problems = watch.unexpected()
    if problems or any(report.failed for report in request.node.stash.get(_REPORTS, [])):
        await _screenshots(request, pages)
    for page in pages:
        await page.context.close()
    if problems:
        pytest.fail("the browser complained:\n" + "\n".join(problems), pytrace=False)


@pytest.fixture
def operator_page(open_page: PageMaker) -> PageMaker:
    """Return ``await operator_page(address, login, password, …)``: the desk of an operator who is logged in."""

    async def make(address: str, login: str, password: str, **how: str) -> Page:
        page = await open_page("about:blank", **how)
        answer = await page.request.post(
            f"{address}/api/login", data={"login": login, "password": password}, headers={"Origin": address}
        )
        assert answer.ok, f"login of {login}: {answer.status} {await answer.text()}"
        await page.goto(address)
        return page

    return make


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database with everybody's logins, made once; each test takes a copy."""
    return asyncio.run(make_company(tmp_path_factory.mktemp("company") / "callbridge.db"))


@pytest.fixture
async def callbridge(request: pytest.FixtureRequest, tmp_path: Path, company: Path) -> AsyncIterator[RunningDaemon]:
    """Yield the daemon on the test's PBX, running, with everybody's logins."""
    name = "own_asterisk" if "own_asterisk" in request.fixturenames else "asterisk"
    pbx = request.getfixturevalue(name)
    assert isinstance(pbx, Asterisk)
    running = RunningDaemon(tmp_path, pbx)
    running.write_config()
    copy_database(company, running.database)
    try:
        await running.start()
        yield running
    finally:
        await running.kill()


@pytest.fixture
async def cable(callbridge: RunningDaemon) -> AsyncIterator[Cable]:
    """Yield the network between the daemon, started again behind it, and its PBX."""
    async with Cable(callbridge.asterisk.host, callbridge.asterisk.ami_port) as network:
        await callbridge.stop()
        callbridge.ami_port = network.port
        callbridge.write_config()
        await callbridge.start()
        yield network
        await callbridge.kill()


@pytest.fixture
def desk(callbridge: RunningDaemon, operator_page: PageMaker) -> DeskMaker:
    """Return ``await desk("anna")``: the live desk of an operator; it ends before the daemon does."""

    async def make(login: str, **how: str) -> DeskPage:
        opened = DeskPage(await operator_page(callbridge.url, login, PASSWORD, **how))
        await opened.until_live()
        return opened

    return make


async def _screenshots(request: pytest.FixtureRequest, pages: list[Page]) -> None:
    folder = Path(request.config.rootpath) / "test-results"
    folder.mkdir(exist_ok=True)
    name = re.sub(r"[^\w.-]+", "-", request.node.name)
    for number, page in enumerate(pages, 1):
        if not page.is_closed():
            await page.screenshot(path=folder / f"{name}-{number}.png")
