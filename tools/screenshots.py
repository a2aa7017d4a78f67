"""Takes the pictures of the guides from the running demo: ``.venv/bin/python -m tools.screenshots [FOLDER]``.

The demo is started on a free port in a folder of its own; its first call, from a customer it knows, is the subject.
"""

import asyncio
import io
import os
import re
import sys
import tempfile
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from PIL import Image  # reportlab brings it
from playwright.async_api import Browser, Page, async_playwright, expect

from callbridge.commands.demo_data import PASSWORD
from tests.e2e.browser import ensure_chromium, launch, new_context
from tests.e2e.desk_page import DeskPage

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
START_S = 60.0


async def take_all(folder: Path) -> None:
    """Take every picture into `folder`."""
    with tempfile.TemporaryDirectory() as data:
        async with running_demo(Path(data)) as url, async_playwright() as playwright:
            browser = await launch(playwright, ensure_chromium())
            await calls(browser, url, folder)
            await lists(browser, url, folder)
            await browser.close()


@asynccontextmanager
async def running_demo(folder: Path) -> AsyncIterator[str]:
    """Run the demo by the clock of the browsers, and yield its address."""
    command = (sys.executable, "-m", "callbridge", "demo", "--port", "0", "--folder", str(folder))
    demo = await asyncio.create_subprocess_exec(
        *command, cwd=ROOT, stdout=PIPE, env={**os.environ, "TZ": "Europe/Moscow"}
    )
    try:
        async with asyncio.timeout(START_S):
            address = await _address(demo)
        yield address
    finally:
        demo.terminate()
        await demo.wait()


async def _address(demo: Process) -> str:
    while line := await demo.stdout.readline() if demo.stdout else b"":
        if found := re.search(r"http://[\w.:]+", line.decode()):
            return found.group().rstrip("/")
    raise RuntimeError("the demo ended without telling its address")


async def desk_of(browser: Browser, url: str, login: str, *, dark: bool = False) -> DeskPage:
    """Log an operator of the demo in."""
    page = await (await new_context(browser, dark=dark)).new_page()
    answer = await page.request.post(
        f"{url}/api/login", data={"login": login, "password": PASSWORD}, headers={"Origin": url}
    )
    if not answer.ok:
        raise RuntimeError(f"login of {login}: {await answer.text()}")
    await page.goto(url)
    desk = DeskPage(page)
    await desk.until_live()
    return desk


async def calls(browser: Browser, url: str, folder: Path) -> None:
    """Take the first call: it rings by day and by night, is answered, and its interest card is filled."""
    anna = await desk_of(browser, url, "anna")
    boris = await desk_of(browser, url, "boris", dark=True)
    for desk, name in ((anna, "desk"), (boris, "dark")):
        card = desk.cards("ringing").filter(has_text="Сидорова")
        await expect(card).to_be_visible(timeout=30_000)
        await expect(card).to_contain_text("Предыдущие контакты")
        await expect(desk.page.get_by_role("row").filter(has_text="идёт")).to_be_visible()
        await save(desk.page, folder / f"{name}.png")
    await anna.accept()
    await expect(anna.cards("talking")).to_be_visible()
    await anna.open_interest()
    await anna.choose("Тема", "Загородные дома")
    await anna.fill("Содержание", "Дом понравился, но не укладывается в бюджет. Просит сообщить о скидках.")
    await anna.rate("Отрицательный")
    await anna.choose("Причина", "Дорого")
    await anna.page.get_by_role("button", name="через неделю").click()
    await expect(anna.page.get_by_test_id("draft-status")).to_contain_text("Сохранено")
    await save(anna.page, folder / "interest.png")


async def lists(browser: Browser, url: str, folder: Path) -> None:
    """Take the lists that a manager reads."""
    manager = await desk_of(browser, url, "manager")
    await manager.go("Маркетинг")
    fair = manager.page.get_by_role("row").filter(has_text="Выставка «Дом")
    await fair.get_by_role("gridcell").nth(1).click()
    guest = manager.page.get_by_role("row", name="Сидорова Анна Петровна Фактический")
    await expect(guest).to_be_visible()
    await save(manager.page, folder / "marketing.png")
    await manager.go("Входящие лиды")
    await expect(manager.page.get_by_role("row").nth(1)).to_be_visible()
    await save(manager.page, folder / "leads.png")


async def save(page: Page, path: Path) -> None:
    """Take one picture, once nothing moves any more; 256 colours are a third of the bytes and look the same."""
    await page.mouse.move(0, 0)
    taken = await page.screenshot(animations="disabled", caret="hide")
    with Image.open(io.BytesIO(taken)) as picture:
        picture.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)
    print(path.name)


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else IMAGES
    target.mkdir(parents=True, exist_ok=True)
    asyncio.run(take_all(target))
