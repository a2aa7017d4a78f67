"""What the collector walks, how often, and how soon a thread is let in."""

import asyncio
import gc
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from callbridge import interpreter


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    before, interval_s = gc.get_threshold(), sys.getswitchinterval()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)
    sys.setswitchinterval(interval_s)


def test_what_lived_at_the_start_is_not_walked_again() -> None:
    kept = [object() for _ in range(3)]
    assert any(each is kept for each in gc.get_objects())
    interpreter.settle()
    assert not any(each is kept for each in gc.get_objects())


def test_what_comes_later_is_still_collected() -> None:
    interpreter.settle()
    cycle: list[object] = []
    cycle.append(cycle)
    del cycle
    assert gc.collect() >= 1


def test_the_young_are_walked_more_seldom_than_python_would() -> None:
    interpreter.settle()
    assert gc.get_threshold() > (700, 10, 10)


def test_the_stores_threads_are_let_in_sooner_than_python_would() -> None:
    interpreter.settle()
    assert sys.getswitchinterval() < 0.005


async def test_what_a_wave_left_free_is_given_back_to_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    """The C library keeps free blocks that lie between used ones."""
    monkeypatch.setattr(interpreter, "GIVE_BACK_EVERY_S", 0.0)
    wave = [bytearray(20_000) for _ in range(4_000)]
    kept = wave[::50]
    wave.clear()
    before = own_kib()
    async with asyncio.timeout(30), asyncio.TaskGroup() as tasks:
        giving = tasks.create_task(interpreter.give_back_unused())
        while own_kib() > before - 40_000:
            await asyncio.sleep(0)
        giving.cancel()
    assert len(kept) == 80


def own_kib() -> int:
    """Return what this process holds, in memory or put out of it by a machine that has too little."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return sum(int(status.partition(name)[2].split()[0]) for name in ("RssAnon:", "VmSwap:"))
