"""Desk: from what Asterisk says to what the operator sees, and from a key to what Asterisk does, in a real Chromium.

The daemon runs as `callbridge run` in a process of its own, with 100,000 people in SQLite and 100 operators: two of
them are pages in Chromium, the others sockets whose phones ring all the time. Each measured call rings at both pages;
the first answers it by its key (R74), and the second sees it go. The first keeps its cards: the later calls and the
typing come beside twenty of them. An instant of a page is the one after the frame that shows it. Floors are bare pages
in the same Chromium, taken in turns with the desk's: a socket whose text makes an element, and a field without a
program.
"""

import argparse
import asyncio
import itertools
import statistics
import tempfile
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from http import HTTPStatus
from pathlib import Path
from typing import Any

from playwright.async_api import async_playwright
from websockets.asyncio.server import ServerConnection, serve
from websockets.http11 import Request, Response

from callbridge.ami.simulator import Simulator
from callbridge.ami.simulator_calls import SimulatedCall
from callbridge.clock import SystemClock
from tests.bench.push import token
from tests.bench.support_desk_seen import PROBE, Seen, Turn, WatchedPbx
from tests.bench.support_ring_browsers import Browser, open_browser
from tests.bench.support_ring_company import Company
from tests.bench.support_ring_pbx import DID, FIRST_EXTENSION, SECRET
from tests.e2e.browser import ensure_chromium, launch, new_context

OPERATORS = 100
PEOPLE = 100_000
CARDS = 20
OTHERS_EVERY_S = 0.1
"""Another operator's phone rings so often."""
WARM_LETTERS = 3

BARE = """
(port) => new Promise((open) => {
  document.body.innerHTML = "<textarea></textarea>";
  const socket = new WebSocket(`ws://127.0.0.1:${port}`);
  socket.onopen = open;
  socket.onmessage = ({ data }) => {
    document.body.append(Object.assign(document.createElement("p"), { textContent: data }));
    window.drawn("floor");
  };
})
"""


class Bench:
    """One run."""

    def __init__(
        self, tasks: asyncio.TaskGroup, pbx: WatchedPbx, desks: tuple[Seen, Seen], bare: Seen, floor: ServerConnection
    ) -> None:
        self._tasks = tasks
        self._pbx = pbx
        self._one, self._other = desks
        self._bare = bare
        self._floor = floor
        self.times: dict[str, list[float]] = {}

    def _note(self, name: str, seconds: float) -> None:
        self.times.setdefault(name, []).append(seconds * 1000)

    async def call(self, number: int) -> None:
        """Let one call ring at both pages, be answered at the first, and end; then the floor's turn."""
        targets = (str(FIRST_EXTENSION), str(FIRST_EXTENSION + 1))
        call = SimulatedCall(
            number=f"+7{9_000_000_000 + number}", did=DID.decode(), targets=targets, ring_s=30, talk_s=0.2
        )
        for seen in (self._one, self._other):
            await seen.forget()
        rang_at = time.time()
        placed = self._tasks.create_task(self._pbx.place_call(call))
        for seen in (self._one, self._other):
            self._tell("ring", rang_at, await seen.turn("ringing"))
        await self._one.page.keyboard.press("Control+Shift+KeyA")
        pressed_at = await self._one.take("key")
        talk = await self._one.turn("talking")
        self._note("key_to_phone_asked", self._pbx.asked_at - pressed_at)
        self._note("key_to_answer", self._pbx.answered_at - pressed_at)
        self._note("key_to_talk_painted", talk.shown_at - pressed_at)
        self._tell("answer", self._pbx.answered_at, talk)
        self._tell("answered_elsewhere_gone", self._pbx.answered_at, await self._other.turn("gone"))
        await placed
        await self._one.take("wrap_up")
        sent_at = time.time()
        await self._floor.send("x" * 1000)
        self._note("floor_painted", await self._bare.take("floor") - sent_at)

    def _tell(self, name: str, begun_at: float, turn: Turn) -> None:
        self._note(f"{name}_painted", turn.shown_at - begun_at)
        self._note(f"{name}_to_socket", turn.told_at - begun_at)
        self._note(f"{name}_socket_to_page", turn.made_at - turn.told_at)
        self._note(f"{name}_page_to_frame", turn.shown_at - turn.made_at)

    async def put_away(self) -> None:
        """Close the card of the last call."""
        await self._one.page.get_by_role("button", name="Закрыть карточку").first.click()
        await self._one.take("gone")

    async def type(self, rounds: int, letters: int) -> None:
        """Type into an interest card beside the kept cards, in turns with a bare field."""
        page = self._one.page
        await page.keyboard.press("Control+Shift+KeyU")
        await page.get_by_label("Содержание", exact=True).first.click()
        await self._bare.page.locator("textarea").click()
        for _ in range(rounds):
            for name, seen in (("floor_typing", self._bare), ("typing", self._one)):
                await seen.page.bring_to_front()
                for number in range(letters + WARM_LETTERS):
                    await seen.forget()
                    await seen.page.keyboard.press("KeyA")
                    pressed_at, handled_at = await seen.take("key"), await seen.take("handled")
                    shown_at = await seen.take("typed")
                    if number >= WARM_LETTERS:
                        self._note(name, shown_at - pressed_at)
                        self._note(f"{name}_script", handled_at - pressed_at)


async def ring_others(pbx: Simulator) -> None:
    """Let the other operators' phones ring, one after another, without an end."""
    async with asyncio.TaskGroup() as tasks:
        for number in itertools.count():
            target = str(FIRST_EXTENSION + 2 + number % (OPERATORS - 2))
            call = SimulatedCall(
                number=f"+7{9_000_050_000 + number}", did=DID.decode(), targets=(target,),
                ring_s=0.5, talk_s=0.5, answered_by=target,
            )  # fmt: skip
            tasks.create_task(pbx.place_call(call))
            await asyncio.sleep(OTHERS_EVERY_S)


def _empty_page(connection: ServerConnection, request: Request) -> Response | None:
    """The floor's page comes from the floor's own port: our pages may connect nowhere else."""
    return None if "Upgrade" in request.headers else connection.respond(HTTPStatus.OK, "")


async def measure(calls: int, rounds: int, letters: int) -> dict[str, list[float]]:
    """Start everything and measure; returns milliseconds by figure."""
    phones = {str(FIRST_EXTENSION + number): f"Operator {number + 1}" for number in range(OPERATORS)}
    with tempfile.TemporaryDirectory() as folder:
        async with AsyncExitStack() as stack:
            pbx = WatchedPbx(phones=phones, queues={}, clock=SystemClock(), secret=SECRET)
            await stack.enter_async_context(pbx)
            company = Company(Path(folder), people=PEOPLE, operators=OPERATORS)
            _, port = await company.start(stack, pbx.port)
            sockets = [await open_browser(port, number, Browser) for number in range(2, OPERATORS)]
            playwright = await stack.enter_async_context(async_playwright())
            browser = await launch(playwright, ensure_chromium())
            stack.push_async_callback(browser.close)

            async def page(address: str, number: int) -> Seen:
                context = await new_context(browser)
                await context.add_init_script(PROBE)
                cookie: Any = {"name": "callbridge_session", "value": token(number), "url": f"http://127.0.0.1:{port}"}
                await context.add_cookies([cookie])
                opened = await context.new_page()
                await opened.goto(address)
                return Seen(opened)

            connected: asyncio.Queue[ServerConnection] = asyncio.Queue()

            async def hold(connection: ServerConnection) -> None:
                await connected.put(connection)
                await connection.wait_closed()

            floor = await stack.enter_async_context(serve(hold, "127.0.0.1", 0, process_request=_empty_page))
            floor_port = floor.sockets[0].getsockname()[1]
            bare = await page(f"http://127.0.0.1:{floor_port}", 1)
            await bare.page.evaluate(BARE, floor_port)
            desks = await page(f"http://127.0.0.1:{port}", 1), await page(f"http://127.0.0.1:{port}", 2)
            for desk in desks:
                await desk.page.locator("[data-synced='true']").first.wait_for()
            async with asyncio.TaskGroup() as tasks:
                bench = Bench(tasks, pbx, desks, bare, await connected.get())
                others = tasks.create_task(ring_others(pbx))
                for number in range(CARDS):
                    await bench.call(number)  # warms up, and fills the list
                bench.times.clear()
                for number in range(calls):
                    await bench.call(CARDS + number)
                    await bench.put_away()
                others.cancel()
            await bench.type(rounds, letters)
            for socket in sockets:
                socket.transport.abort()
            return bench.times


def told(times: dict[str, list[float]]) -> None:
    """Print the figures."""
    for name, each in times.items():
        p50, p99 = statistics.median(each), sorted(each)[min(len(each) - 1, int(len(each) * 0.99))]
        goal = " (goal < 16)" if name == "typing" else ""
        print(f"desk.{name}_p50_ms {p50:.1f}{goal}")
        print(f"desk.{name}_p99_ms {p99:.1f}")
    for name in ("ring_painted", "typing"):
        floor = times["floor_painted" if name == "ring_painted" else "floor_typing"]
        print(f"desk.{name}_vs_floor {statistics.median(times[name]) / statistics.median(floor):.1f}", flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="20 calls, 40 letters")
    chosen = parser.parse_args(arguments)
    told(asyncio.run(measure(20, 2, 20) if chosen.quick else measure(100, 6, 25)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
