"""Soak: very many calls through the daemon as fast as it takes them, to see that nothing of them stays in its memory.

The daemon runs as `callbridge run` in a process of its own, with its real store; this process is the PBX at the socket
and a hundred operators' browsers, which acknowledge every card and drop their sockets now and then. Each operator has
one call at a time, and each call goes on when its card has come: none is lost in a queue, and the daemon is never idle.
Every fourth caller gives up. Nobody closes a card after the talk, so that each operator has as many as are kept.
With `--full` calls come at a steady pace that leaves the daemon some rest: at full speed the waves of what waits to be
written are what its memory shows. Interrupted (Ctrl-C), it lets the calls that live end and tells of those it has
played.
"""

import argparse
import asyncio
import json
import signal
import socket
import sqlite3
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import AsyncExitStack, closing
from pathlib import Path
from typing import NamedTuple

import httpx
import uvloop

from callbridge.ami.simulator import Simulator
from callbridge.clock import SystemClock
from tests.bench.ring import Side
from tests.bench.support_ring_company import Company
from tests.bench.support_ring_pbx import ABANDONED_EVERY, SECRET
from tests.bench.support_soak_calls import ID_PREFIX, Calls
from tests.bench.support_soak_operator import Operator
from tests.bench.support_soak_plot import Line, Panel, draw

OPERATORS = 100
REOPENS_EVERY = 250
"""After so many calls one operator's socket is dropped."""
STALL_S = 120.0
PICTURE = Path(__file__).resolve().parents[2] / "docs" / "images" / "soak.svg"
MIB = 1 << 20
WARM_UP_CALLS = 10_000
"""They fill what is bounded: the caches of 8,192 numbers, kept cards, remembered messages."""

PACE = 240
"""Calls a second of a full run."""
NAMED = 10
"""So many calls that are not kept whole, and errors of the daemon, are told of in full."""

_KEPT = """
SELECT call_id, ended_at IS NOT NULL, outcome, (SELECT count(*) FROM call_leg AS l WHERE l.call_id = c.call_id)
FROM call AS c WHERE call_id LIKE ? || '%'
"""


class Sample(NamedTuple):
    """The daemon after so many calls."""

    calls: int
    seconds: float
    rss_mib: float
    anonymous_mib: float
    """Memory of its own: without the file's pages, which the system lends."""
    sqlite_mib: float
    """What of it SQLite has: at most 16 MiB a connection for pages, and what it works with."""
    objects: int
    """Python's tracked objects, frozen ones included."""
    blocks: int
    """Everything of at most 512 bytes that Python holds, texts included."""
    channels: int
    live_calls: int
    """Those with a kept card included."""
    deepest_queue: int
    database_mib: float
    wal_mib: float
    calls_per_s: float
    cpu_us_per_call: float
    gc_share: float
    """The part of the time in which Python's garbage collection stopped everything, in percent."""
    gc_longest_ms: float
    gc_full: int
    """Full collections since the last sample."""


class _Mark(NamedTuple):
    calls: int
    at: float
    cpu_s: float


class Soak:
    """One run."""

    def __init__(
        self, folder: Path, *, people: int, total: int, every: int, pace: int = 0, picture: Path | None = None
    ) -> None:
        self._folder = folder
        self._step_s = 1 / pace if pace else 0.0
        self._next_at = 0.0
        self._total = total
        self._every = every
        self._picture = picture
        self._company = Company(folder, people=people, operators=OPERATORS)
        self._calls = Calls(people)
        self._begun = 0
        self._port = 0
        self._operators: dict[int, Operator] = {}
        self._tasks: asyncio.TaskGroup
        self._last: _Mark
        self._side: Side
        self.finished = 0
        self.strangers = 0
        self.without_history = 0
        self.samples: list[Sample] = []
        self.complaints: Counter[str] = Counter()
        """What the daemon's log warned of, and how often."""
        self.faults: list[str] = []
        """Lines of errors, whole."""
        self._due = asyncio.Event()

    async def run(self) -> None:
        """Play all calls; raises RuntimeError when none goes on for long."""
        asyncio.get_running_loop().add_signal_handler(signal.SIGINT, self._stop)
        async with AsyncExitStack() as stack:
            pbx = await stack.enter_async_context(Simulator(phones={}, queues={}, clock=SystemClock(), secret=SECRET))
            program = ("-m", "tests.bench.support_soak_daemon", str(self._probe))
            pid, self._port = await self._company.start(stack, pbx.port, program)
            self._side = Side(pid, [], is_floor=False)
            http = await stack.enter_async_context(httpx.AsyncClient(base_url=f"http://127.0.0.1:{self._port}"))
            async with asyncio.TaskGroup() as self._tasks:
                for number in range(OPERATORS):
                    self._operators[number] = await Operator.open(self._port, number, pbx.send_raw, self._done)
                self._last = _Mark(0, time.monotonic(), self._side.cpu_seconds())
                await self._sample(http)
                for operator in list(self._operators.values()):
                    self._next(operator)
                while self.finished < self._total:
                    await self._until_due()
                    await self._sample(http)
            while (await self._depths(http))["call log"]:
                await asyncio.sleep(0.2)
            self._read_log()
            for operator in self._operators.values():
                self._count(operator)

    @property
    def _probe(self) -> Path:
        return self._folder / "probe"

    def _stop(self) -> None:
        self._total = self._begun

    def _next(self, operator: Operator) -> None:
        """Let the operator's phone ring when it is time; what came late is not made up for."""
        if self._begun < self._total:
            loop = asyncio.get_running_loop()
            self._next_at = max(self._next_at + self._step_s, loop.time())
            loop.call_at(self._next_at, operator.begin, self._calls.make(self._begun, operator.number))
            self._begun += 1

    def _done(self, operator: Operator) -> None:
        self.finished += 1
        if self.finished % self._every == 0 or self.finished == self._total:
            self._due.set()
        if self.finished % REOPENS_EVERY == 0:
            self._tasks.create_task(self._reopen(operator), name="reopen")
        else:
            self._next(operator)

    async def _reopen(self, operator: Operator) -> None:
        self._count(operator)
        self._operators[operator.number] = await operator.reopen(self._port)
        self._next(self._operators[operator.number])

    def _count(self, operator: Operator) -> None:
        self.strangers += operator.strangers
        self.without_history += operator.without_history

    async def _until_due(self) -> None:
        seen = -1
        while not self._due.is_set():
            if self.finished == seen:
                awaited = Counter(each.awaited for each in self._operators.values())
                raise RuntimeError(f"no call went on for {STALL_S} s after {seen}; cards are awaited: {dict(awaited)}")
            seen = self.finished
            try:
                async with asyncio.timeout(STALL_S):
                    await self._due.wait()
            except TimeoutError:
                continue
        self._due.clear()

    async def _sample(self, http: httpx.AsyncClient) -> None:
        calls, now, cpu_s = self.finished, time.monotonic(), self._side.cpu_seconds()
        counts = await asyncio.to_thread(_probed, self._probe)
        depths = await self._depths(http)
        live_calls, channels = depths.pop("live calls"), depths.pop("live channels")
        sample = Sample(
            calls=calls,
            seconds=now - self._last.at + (self.samples[-1].seconds if self.samples else 0.0),
            rss_mib=self._side.rss_mib(),
            anonymous_mib=_anonymous_mib(self._side.pid),
            sqlite_mib=counts["sqlite_mib"],
            objects=int(counts["objects"]),
            blocks=int(counts["blocks"]),
            channels=channels,
            live_calls=live_calls,
            deepest_queue=max(depths.values()),
            database_mib=_size_mib(self._company.database),
            wal_mib=_size_mib(Path(f"{self._company.database}-wal")),
            calls_per_s=(calls - self._last.calls) / (now - self._last.at),
            cpu_us_per_call=(cpu_s - self._last.cpu_s) / max(1, calls - self._last.calls) * 1e6,
            gc_share=counts["gc_s"] / (now - self._last.at) * 100,
            gc_longest_ms=counts["gc_longest_ms"],
            gc_full=int(counts["gc_full"]),
        )
        self._last = _Mark(calls, now, cpu_s)
        self.samples.append(sample)
        self._read_log()
        print("  " + ", ".join(f"{name}={value:.6g}" for name, value in sample._asdict().items()), depths, flush=True)
        if self._picture and len(self.samples) > 1:
            self._picture.parent.mkdir(exist_ok=True)
            self._picture.write_text(picture(self.samples), encoding="utf-8")

    async def _depths(self, http: httpx.AsyncClient) -> dict[str, int]:
        text = (await http.get("/metrics", timeout=60)).text
        lines = [line for line in text.splitlines() if line.startswith("callbridge_queue_depth{")]
        return {line.split('"')[1]: int(float(line.rpartition(" ")[2])) for line in lines}

    def _read_log(self) -> None:
        """Count what the daemon warned of since the last time, and empty its log."""
        with self._company.log.open("r+b") as log:
            for line in log:
                if b'"level": "info"' not in line and b'"level":"info"' not in line:
                    self.complaints[_event(line)] += 1
                if b'"level": "error"' in line or b'"level":"error"' in line:
                    self.faults.append(line.decode(errors="replace"))
            log.truncate(0)

    def unwhole(self) -> list[str]:
        """Return the calls that have not exactly one whole record: ended, with its leg and its outcome."""
        expected = {f"{ID_PREFIX}{2 * number}": number % ABANDONED_EVERY != 0 for number in range(self._total)}
        wrong: list[str] = []
        with closing(sqlite3.connect(self._company.database)) as connection:
            for call_id, has_end, outcome, legs in connection.execute(_KEPT, (ID_PREFIX,)):
                is_answered = expected.pop(call_id, None)
                if is_answered is None or not has_end or legs != 1 or (outcome == "answered") != is_answered:
                    wrong.append(call_id)
        return wrong + list(expected)

    def all_of(self, call_id: str) -> list[str]:
        """Return every row that the database has of a call, a line each."""
        lines: list[str] = []
        with closing(sqlite3.connect(self._company.database)) as connection:
            connection.row_factory = sqlite3.Row
            for table in ("call", "call_leg", "call_moment", "call_trace"):
                rows = connection.execute(f"SELECT * FROM {table} WHERE call_id = ?", (call_id,))
                lines.extend(f"{table}: {dict(row)}" for row in rows)
        return lines


def _event(line: bytes) -> str:
    try:
        told = json.loads(line)
    except ValueError:
        return line[:100].decode(errors="replace")
    return f"{told.get('level', '')}: {told.get('event', '')}"


def _probed(probe: Path) -> dict[str, float]:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(60)
        connection.connect(str(probe))
        told = b""
        while part := connection.recv(4096):
            told += part
    return dict(json.loads(told))


def _anonymous_mib(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(status.partition("RssAnon:")[2].split()[0]) / 1024


def _size_mib(path: Path) -> float:
    return path.stat().st_size / MIB if path.exists() else 0.0


def picture(samples: Sequence[Sample]) -> str:
    """Return the plot."""

    def line(name: str, field: str, unit: float = 1.0) -> Line:
        return Line(name, [getattr(each, field) / unit for each in samples])

    return draw(
        f"Memory of the daemon over {samples[-1].calls:,} calls",
        [each.calls for each in samples],
        [
            Panel(
                "Memory, MiB",
                [
                    line("its own", "anonymous_mib"),
                    line("of it SQLite", "sqlite_mib"),
                    line("with file pages", "rss_mib"),
                ],
            ),
            Panel("What Python holds", [line("blocks", "blocks"), line("tracked objects", "objects")]),
            Panel("Alive", [line("calls with kept cards", "live_calls"), line("channels", "channels")]),
            Panel("Calls a second", [line("calls/s", "calls_per_s")]),
            Panel("Database, MiB", [line("file", "database_mib"), line("write-ahead log", "wal_mib")]),
        ],
    )


def growth(samples: Sequence[Sample], field: str) -> float:
    """Return by how much of itself a figure grew from the first to the last quarter after the warm-up, in percent."""
    warm = [getattr(each, field) for each in samples if each.calls >= WARM_UP_CALLS]
    quarter = max(1, len(warm) // 4)
    first, last = statistics.median(warm[:quarter]), statistics.median(warm[-quarter:])
    return float(last / first - 1) * 100


def told(soak: Soak) -> None:
    """Print the figures."""
    last, after = soak.samples[-1], soak.samples[1:]
    print(f"soak.calls {last.calls}")
    unwhole = soak.unwhole()
    print(f"soak.calls_without_one_whole_record {len(unwhole)} (goal <= 0)")
    for call_id in unwhole[:NAMED]:
        print(f"  {call_id}", *soak.all_of(call_id), sep="\n    ")
    print(f"  the daemon warned: {dict(soak.complaints)}", *soak.faults[:NAMED], sep="\n    ")
    print(f"soak.errors {len(soak.faults)} (goal <= 0)")
    print(f"soak.cards_of_strangers {soak.strangers} (goal <= 0)")
    print(f"soak.cards_before_history {soak.without_history}")
    if last.calls > WARM_UP_CALLS:
        print(f"soak.memory_growth {growth(soak.samples, 'anonymous_mib'):.1f}% (goal <= 5)")
        print(f"soak.objects_growth {growth(soak.samples, 'objects'):.1f}% (goal <= 5)")
        print(f"soak.blocks_growth {growth(soak.samples, 'blocks'):.1f}% (goal <= 5)")
    print(f"soak.memory_mib {last.anonymous_mib:.0f}")
    print(f"soak.memory_of_sqlite_mib {last.sqlite_mib:.0f}")
    print(f"soak.live_channels_at_the_end {last.channels} (goal <= 0)")
    print(f"soak.live_calls_most {max(each.live_calls for each in soak.samples)}")
    print(f"soak.deepest_queue {max(each.deepest_queue for each in soak.samples)}")
    print(f"soak.calls_per_s {last.calls / last.seconds:.0f}")
    print(f"soak.cpu_us_per_call {statistics.median(each.cpu_us_per_call for each in after):.0f}")
    print(f"soak.gc_share {statistics.median(each.gc_share for each in after):.1f}%")
    print(f"soak.gc_longest_ms {max(each.gc_longest_ms for each in after):.0f}")
    print(f"soak.database_mib {last.database_mib:.0f}")
    print(f"soak.wal_mib_most {max(each.wal_mib for each in soak.samples):.0f}", flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="4,000 calls")
    parser.add_argument("--full", action="store_true", help="a million calls; draws docs/images/soak.svg")
    parser.add_argument("--pace", type=int, default=PACE, help=f"calls a second of a full run ({PACE})")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        if chosen.full:  # whoever calls often has a longer card, and so the daemon more to remember: each calls once
            soak = Soak(
                Path(folder), people=1_000_000, total=1_000_000, every=10_000, pace=chosen.pace, picture=PICTURE
            )
        else:
            total = 4_000 if chosen.quick else 20_000
            soak = Soak(Path(folder), people=100_000, total=total, every=total // 20)
        uvloop.run(soak.run())
        told(soak)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
