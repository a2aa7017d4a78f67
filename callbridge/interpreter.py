"""How Python itself is set for the daemon, so that it hardly ever stands between a ring and its card.

Nearly everything a call leaves is freed at once, by reference counts; the garbage collector is for the rest, and
walks all that lives to find it. With Python's own settings a full walk came every few hundred calls and stopped
everything for up to 0.6 s among 500 operators.

The store's threads need the interpreter's lock after every row, and a busy loop gives it up only when asked for so
long: with Python's own 5 ms a lookup beside a busy loop took 80-95 ms at the 99th percentile, with 0.5 ms 5-9, and
the loop got no slower (docs/performance.md).

The C library keeps what it has once been given: after each stall of half a second the process was 13 MiB larger for
good, of which nearly all was free.
"""

import asyncio
import ctypes
import gc
import sys

YOUNG_OBJECTS = 5_000
"""Made and not yet freed before the young are walked (Python: 700): about 0.5 ms."""
YOUNG_WALKS = 10
"""Before those that survived one walk are walked: about 5 ms."""
MIDDLE_WALKS = 10
"""Before everything is walked (as Python's own): half a million objects made and not freed.

Ten times as seldom was too seldom in the soak, while closed sockets left their objects in circles.
"""
SWITCH_INTERVAL_S = 0.0005
"""How long a thread that wants the interpreter waits before another must hand it over (Python: 0.005)."""
GIVE_BACK_EVERY_S = 60.0


def settle() -> None:
    """Set both for the process, whose start is over: what lives now stays to the end and is not walked again."""
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, YOUNG_WALKS, MIDDLE_WALKS)


async def give_back_unused() -> None:
    """Hand what the C library holds and nobody uses back to the system, for ever; with musl or macOS, return at once.

    It takes some milliseconds in a thread, without the interpreter's lock.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    while trim is not None:
        await asyncio.sleep(GIVE_BACK_EVERY_S)
        await asyncio.to_thread(trim, 0)
