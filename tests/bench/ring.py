"""Ring to socket: from the instant before a PBX writes a ring to the arrival of the card at the operator's browser.

The daemon runs as `callbridge run` in a process of its own, with a million contacts in SQLite, every call looked up and
kept, and 500 operators connected. The floor is the same hops with no work in them, in slices that alternate with the
daemon's, so that whatever else the machine does harms both alike. Three processes share the machine in either case: the
one that rings, the one that is measured, and this one with the browsers. A quarter of the callers give up.
"""

import argparse
import asyncio
import gc
import multiprocessing
import os
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic

import uvloop

from tests.bench import support_ring_floor, support_ring_pbx
from tests.bench.push import PAGE_KIB, allow_many_files
from tests.bench.support_ring_browsers import Arrival, Browser, open_browsers
from tests.bench.support_ring_company import Company
from tests.bench.support_ring_pbx import Load, Played

TAIL_S = 15.0
QUIET_S = 0.5
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Side:
    """The daemon or the floor: its process, its browsers, and whether it is the floor."""

    pid: int
    browsers: list[Browser]
    is_floor: bool

    def cpu_seconds(self) -> float:
        fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def rss_mib(self) -> float:
        return int(Path(f"/proc/{self.pid}/statm").read_text(encoding="ascii").split()[1]) * PAGE_KIB / 1024

    @contextmanager
    def on_one_core(self) -> Iterator[None]:
        """Keep all threads of the process on one core."""
        everywhere = os.sched_getaffinity(self.pid)
        self._allow({min(everywhere)})
        try:
            yield
        finally:
            self._allow(everywhere)

    def _allow(self, cores: set[int]) -> None:
        for thread in Path(f"/proc/{self.pid}/task").iterdir():
            os.sched_setaffinity(int(thread.name), cores)


@dataclass
class Slice:
    """What one slice of calls showed."""

    calls: int
    times: list[float] = field(default_factory=list)
    """Seconds from ring to card."""
    wrong_ends: int = 0
    """Cards that were neither wrapped up after a talk nor withdrawn when the caller gave up."""
    after_the_ring: int = 0
    """Cards that came only when the phone rang no more."""
    without_history: int = 0
    """Cards that came before the lookup had answered."""
    card_bytes: list[int] = field(default_factory=list)
    cpu_seconds: float = 0.0
    latest_ms: float = 0.0

    @property
    def lost(self) -> int:
        return self.calls - len(self.times)

    def quantile(self, at: float) -> float:
        assert self.times, "not one card came"
        return sorted(self.times)[min(len(self.times) - 1, int(len(self.times) * at))]


class Bench:
    """The feeder, and both sides in turn."""

    def __init__(self, feeder: Connection, operators: int, people: int) -> None:
        self._feeder = feeder
        self._operators = operators
        self._people = people
        self._serial = 0
        self.calls = 0
        """How many calls the daemon was given."""

    async def play(self, side: Side, rate: int, seconds: float, *, is_busy: bool = False) -> Slice:
        """Play one slice to one side and wait until everything of it has come."""
        self._serial += 1
        load = Load(side.is_floor, rate, seconds, is_busy, self._operators, self._people, self._serial)
        for browser in side.browsers:
            browser.take()
        gc.collect()
        gc.freeze()
        before = side.cpu_seconds()
        self._feeder.send(load)
        played: Played = await asyncio.to_thread(self._feeder.recv)
        await _quiet(side.browsers)
        arrivals = [browser.take() for browser in side.browsers]
        read = _read_floor if side.is_floor else _read_cards
        result = read(played, arrivals)
        result.cpu_seconds, result.latest_ms = side.cpu_seconds() - before, played.latest_ms
        self.calls += 0 if side.is_floor else load.calls
        return result


async def _quiet(browsers: list[Browser]) -> None:
    """Wait until nothing more comes."""
    give_up_at, before = monotonic() + TAIL_S, -1
    while monotonic() < give_up_at:
        now = sum(browser.count for browser in browsers)
        if now == before:
            return
        before = now
        await asyncio.sleep(QUIET_S)


def _read_floor(played: Played, arrivals: list[list[Arrival]]) -> Slice:
    """The floor's frames name no call: each operator's come in the order of their rings."""
    result = Slice(len(played.rings))
    came = [iter(each) for each in arrivals]
    for operator, rang_ns, _ in sorted(played.rings.values(), key=lambda ring: ring[1]):
        arrival = next(came[operator], None)
        if arrival is not None:
            result.times.append((arrival.at_ns - rang_ns) / 1e9)
            result.card_bytes.append(len(arrival.text))
    return result


def _read_cards(played: Played, arrivals: list[list[Arrival]]) -> Slice:
    result = Slice(len(played.rings))
    shown: set[str] = set()
    ends: dict[str, str] = {}
    for operator, came in enumerate(arrivals):
        for arrival in came:
            message = arrival.message
            if message["type"] == "withdrawn":
                ends.setdefault(message["card_id"], "withdrawn")
            if message["type"] != "card":
                continue
            card = message["card"]
            call_id, state = card["id"], card["state"]
            ends |= {call_id: state} if state == "wrap_up" else {}
            ring = played.rings.get(call_id)
            if call_id not in shown and ring is not None and ring[0] == operator:
                shown.add(call_id)
                result.after_the_ring += state != "ringing"
                result.times.append((arrival.at_ns - ring[1]) / 1e9)
                result.card_bytes.append(len(arrival.text))
                result.without_history += card["match"] == "unchecked"
    right = {call_id: "wrap_up" if ring[2] else "withdrawn" for call_id, ring in played.rings.items()}
    result.wrong_ends = sum(ends.get(call_id) != end for call_id, end in right.items())
    return result


async def compare(bench: Bench, ours: Side, floor: Side, rounds: int, seconds: float, *, is_busy: bool) -> None:
    """Alternate both at 100 calls a second and print the medians of the rounds."""
    slices: dict[bool, list[Slice]] = {True: [], False: []}
    for side in (floor, ours):
        await bench.play(side, 100, seconds / 2, is_busy=is_busy)  # warms up
    for _ in range(rounds):
        for side in (floor, ours):
            slices[side.is_floor].append(await bench.play(side, 100, seconds, is_busy=is_busy))
    name = "busy_100cps" if is_busy else "100cps"
    for quantile, at, goal in (("p50", 0.5, 4), ("p99", 0.99, 12)):
        mine, bare = (statistics.median(each.quantile(at) for each in slices[is_floor]) for is_floor in (False, True))
        print(f"ring.{quantile}_vs_floor_{name} {mine / bare:.1f} (goal <= {goal})")
        print(f"ring.{quantile}_us_{name} {mine * 1e6:.0f}")
        print(f"ring.floor_{quantile}_us_{name} {bare * 1e6:.0f}", flush=True)
    told(name, slices[False])


def told(name: str, slices: Sequence[Slice]) -> None:
    """Print what else the daemon's slices showed."""
    calls = sum(each.calls for each in slices)
    print(f"ring.lost_cards_{name} {sum(each.lost for each in slices)} (goal <= 0)")
    print(f"ring.wrong_ends_{name} {sum(each.wrong_ends for each in slices)} (goal <= 0)")
    print(f"ring.cards_after_the_ring_{name} {sum(each.after_the_ring for each in slices)}")
    print(f"ring.cards_before_history_{name} {sum(each.without_history for each in slices)}")
    print(f"ring.cpu_us_per_call_{name} {sum(each.cpu_seconds for each in slices) / calls * 1e6:.0f}")
    print(f"  feeder late by {max(each.latest_ms for each in slices):.1f} ms at worst", flush=True)


async def crowd(bench: Bench, ours: Side, seconds: float) -> None:
    """500 calls a second on one core."""
    with ours.on_one_core():
        result = await bench.play(ours, 500, seconds)
    told("500cps", [result])
    print(f"ring.p50_us_500cps {result.quantile(0.5) * 1e6:.0f}")
    print(f"ring.p99_us_500cps {result.quantile(0.99) * 1e6:.0f}")
    print(f"ring.card_bytes {statistics.median(result.card_bytes):.0f}")
    print(f"ring.rss_mib {ours.rss_mib():.0f}", flush=True)


async def measure(people: int, operators: int, rounds: int, seconds: float) -> None:
    """Start everything, measure, and see that the log kept every call."""
    context = multiprocessing.get_context("spawn")
    pipe, other = context.Pipe()
    feeder = context.Process(target=support_ring_pbx.serve, args=(other,), daemon=True)
    feeder.start()
    ami_port, plain_port = pipe.recv()
    floor_pipe, other = context.Pipe()
    floor_process = context.Process(target=support_ring_floor.serve, args=(plain_port, other), daemon=True)
    floor_process.start()
    with tempfile.TemporaryDirectory() as folder:
        company = Company(Path(folder), people=people, operators=operators)
        bench = Bench(pipe, operators, people)
        try:
            async with AsyncExitStack() as stack:
                pid, port = await company.start(stack, ami_port)
                assert floor_process.pid is not None
                ours = Side(pid, await open_browsers(port, operators), is_floor=False)
                floor = Side(floor_process.pid, await open_browsers(floor_pipe.recv(), operators), is_floor=True)
                await compare(bench, ours, floor, rounds, seconds, is_busy=False)
                await compare(bench, ours, floor, rounds, seconds, is_busy=True)
                await crowd(bench, ours, seconds * 2)
        finally:
            pipe.send(None)
            for process in (feeder, floor_process):
                process.terminate()
                process.join()
        print(f"ring.calls_missing_in_log {bench.calls - company.ended_calls()} (goal <= 0)")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the contacts, short slices")
    is_quick = parser.parse_args(arguments).quick
    allow_many_files()
    people, rounds, seconds = (100_000, 2, 3.0) if is_quick else (1_000_000, 5, 4.0)
    uvloop.run(measure(people, 500, rounds, seconds))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
