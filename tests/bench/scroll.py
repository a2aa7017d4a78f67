"""A browser scrolling a list of 10,000 leads by 600 pixels a frame: what each frame takes of the page's main thread.

The client is the built one, in Chromium, from a real daemon. The floor is as many rows of the same texts in a plain
table, set by hand without any library and scrolled in turns with the list. Figures are CPU time of the main thread,
which neighbours on the machine do not lengthen; raster and display are other threads of Chromium's, done here by the
processor for want of a GPU, and are told apart.
"""

import argparse
import asyncio
import json
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Page, async_playwright

from callbridge.commands import user
from callbridge.config import load
from callbridge.store.migrate import migrate
from tests.bench.store import _quantile
from tests.bench.support_lists_model import script
from tests.e2e.browser import ensure_chromium, launch, new_context
from tests.e2e.nursery import Born
from tests.support.ports import leased_port

LEADS = 12_000
ROWS, ROW_PIXELS, STEP_PIXELS = 10_000, 32, 600
GOAL_MS = 16.7
LOGIN, PASSWORD = "manager", "the list scrolls"
GRID = "[role=grid]"
CATEGORIES = ["toplevel", "blink.user_timing"]
"""Tasks of each thread with their CPU time, and the marks of frames: little, as tracing takes time itself."""
SCROLL = """async ([selector, step, until]) => {
    const element = document.querySelector(selector);
    const frame = () => new Promise(requestAnimationFrame);
    element.scrollTop = 0;
    for (let rest = 0; rest < 20; rest++) await frame();
    let frames = 0, waits = 0, at = 0;
    while (at < until) {
        const end = element.scrollHeight - element.clientHeight;
        if (at + step > end && end < until) waits += 1;
        else { at += step; frames += 1; element.scrollTop = at; performance.mark('scrolled'); }
        await frame();
    }
    performance.mark('scrolled');
    return [frames, waits];
}"""
"""Scrolls a step each frame, and waits for rows where they end; tells how many frames it did either in."""
FLOOR = """texts => {
    const box = document.createElement('div'), space = document.createElement('div');
    const table = document.createElement('table');
    box.id = 'floor';
    box.style.cssText = 'position:fixed;inset:100px 0 0 0;overflow:auto;background:white;z-index:9;font-size:12.5px';
    space.style.height = `${12000 * 32}px`;
    table.style.cssText = 'table-layout:fixed;width:100%;border-collapse:collapse;white-space:nowrap';
    const rows = Array.from({ length: 32 }, () => {
        const row = table.insertRow();
        row.style.height = '32px';
        for (const text of texts[0]) row.insertCell().textContent = text;
        return row;
    });
    box.addEventListener('scroll', () => {
        const first = Math.floor(box.scrollTop / 32);
        table.style.transform = `translateY(${first * 32}px)`;
        rows.forEach((row, place) => texts[(first + place) % texts.length].forEach((text, cell) => {
            row.cells[cell].firstChild.data = text;
        }));
    });
    space.append(table);
    box.append(space);
    document.body.append(box);
}"""
"""Lays a plain table over the page: as many rows as are in sight, their texts set by hand as one scrolls."""


@dataclass
class Frames:
    """What scrolling took: milliseconds of the main thread's CPU for each frame, and of other threads for all."""

    main: list[float] = field(default_factory=list)
    others: float = 0.0
    waits: int = 0


def read_trace(trace: bytes) -> Frames:
    """Add up the tasks of the threads between the marks of frames."""
    events: list[dict[str, Any]] = json.loads(trace)["traceEvents"]
    marks = sorted(event["ts"] for event in events if event["name"] == "scrolled" and event["ph"] in "IR")
    thread = next((event["pid"], event["tid"]) for event in events if event["name"] == "scrolled")
    tasks = [event for event in events if event["name"].endswith("RunTask") and event["ph"] == "X"]
    taken: dict[int, float] = defaultdict(float)
    found = Frames()
    place = 0
    for task in sorted(outermost(tasks), key=lambda task: task["ts"]):
        if not marks[0] <= task["ts"] < marks[-1]:
            continue
        spent = task.get("tdur", task["dur"]) / 1_000
        if (task["pid"], task["tid"]) != thread:
            found.others += spent
            continue
        while place + 1 < len(marks) and marks[place + 1] <= task["ts"]:
            place += 1
        taken[place] += spent
    found.main = [taken[place] for place in range(len(marks) - 1)]
    return found


def outermost(tasks: Iterable[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    """Leave out tasks that are told a second time, within themselves."""
    until: dict[tuple[int, int], float] = {}
    for task in sorted(tasks, key=lambda task: (task["ts"], -task["dur"])):
        thread = task["pid"], task["tid"]
        if task["ts"] >= until.get(thread, 0.0):
            until[thread] = task["ts"] + task["dur"]
            yield task


async def scrolled(browser: Browser, page: Page, selector: str, until: int) -> Frames:
    """Scroll and return what it took."""
    await browser.start_tracing(page=page, categories=CATEGORIES)
    frames, waits = await page.evaluate(SCROLL, [selector, STEP_PIXELS, until])
    found = read_trace(await browser.stop_tracing())
    if len(found.main) != frames:
        raise AssertionError(f"{len(found.main)} frames in the trace, {frames} scrolled")
    found.waits = waits
    return found


async def until_ready(daemon: Born, log: Path) -> None:
    """Wait for the daemon; raises RuntimeError with its log when it does not come."""
    for _ in range(1_000):
        if "callbridge is ready" in log.read_text(encoding="utf-8"):
            return
        if daemon.returncode is not None:
            break
        await asyncio.sleep(0.1)
    raise RuntimeError(f"callbridge is not ready:\n{log.read_text(encoding='utf-8')[-4000:]}")


async def run_daemon(folder: Path, leads: int) -> tuple[Born, str]:
    """Start a daemon without a PBX on a model of `leads` leads; return it and its address."""
    database, path, log = folder / "bench.db", folder / "callbridge.toml", folder / "callbridge.log"
    port = leased_port()
    path.write_text(f'[server]\nport = {port}\n[store]\nurl = "sqlite:///{database}"\n', encoding="utf-8")
    migrate(f"sqlite:///{database}")
    with closing(sqlite3.connect(database)) as connection:
        connection.executescript(script(leads, is_sqlite=True))
    await user.add(load(path), login=LOGIN, password=PASSWORD, role="manager")
    log.touch()
    daemon = Born(log, "run", "--config", str(path))
    await until_ready(daemon, log)
    return daemon, f"http://127.0.0.1:{port}"


async def open_leads(browser: Browser, url: str) -> Page:
    """Open the list of leads and wait for its first rows."""
    page = await (await new_context(browser)).new_page()
    entered = await page.request.post(
        f"{url}/api/login", data={"login": LOGIN, "password": PASSWORD}, headers={"Origin": url}
    )
    assert entered.ok, await entered.text()
    await page.goto(f"{url}/#/leads")
    await page.locator(f"{GRID} [role=row]").nth(10).wait_for()
    return page


async def lay_floor(page: Page) -> None:
    """Lay a plain table over the list, with texts of its rows."""
    texts: list[list[str]] = await page.evaluate(
        "grid => [...document.querySelectorAll(`${grid} [role=row]`)].slice(1, 30)"
        ".map(row => [...row.children].map(cell => cell.textContent || ' '))",
        GRID,
    )
    await page.evaluate(FLOOR, texts)


def tell(name: str, frames: Sequence[float], goal: float = 0) -> None:
    """Print the figures of some frames."""
    print(f"scroll.{name}_p95 {_quantile(frames, 0.95):.1f} ms{f' (goal <= {goal})' if goal else ''}")
    print(f"  median {_quantile(frames, 0.5):.1f} ms, mean {sum(frames) / len(frames):.1f}, longest {max(frames):.1f}")


async def measure(folder: Path, rounds: int) -> None:
    """Scroll the list and the floor in turns."""
    daemon, url = await run_daemon(folder, LEADS)
    until = ROWS * ROW_PIXELS
    try:
        async with async_playwright() as playwright:
            browser = await launch(playwright, ensure_chromium())
            page = await open_leads(browser, url)
            first = await scrolled(browser, page, GRID, until)
            await lay_floor(page)
            lists, floors = Frames(), Frames()
            for _ in range(rounds):
                for selector, kept in ((GRID, lists), ("#floor", floors)):
                    found = await scrolled(browser, page, selector, until)
                    kept.main += found.main
                    kept.others += found.others
            await browser.close()
    finally:
        daemon.kill()
        await daemon.wait()
    tell("first_time", first.main)
    print(f"scroll.frames_waited_for_rows {first.waits}")
    tell("list", lists.main, GOAL_MS)
    tell("floor", floors.main)
    print(f"scroll.list_vs_floor {sum(lists.main) / sum(floors.main):.1f}")
    print(f"scroll.raster_and_display_of_list {lists.others / len(lists.main):.1f} ms")
    print(f"scroll.raster_and_display_of_floor {floors.others / len(floors.main):.1f} ms")


def main() -> None:
    """Measure and print one line for each figure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    is_quick = parser.parse_args().quick
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure(Path(folder), 1 if is_quick else 5))


if __name__ == "__main__":
    main()
