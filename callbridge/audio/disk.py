"""Threads for a disk that may not answer (NFS): few, with a bounded line before them, and waited for in time."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from callbridge.kernel.errors import AudioUnavailable

_THREADS = 4
_MAX_WAITING = 64

T = TypeVar("T")


class SlowDisk:
    """Runs what touches a disk, beside the loop."""

    def __init__(self, timeout_s: float) -> None:
        self._timeout_s = timeout_s
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="audio")
        self._places = threading.BoundedSemaphore(_MAX_WAITING)

    async def run(self, work: Callable[[], T]) -> T:
        """Return what `work` does in a thread; raises AudioUnavailable when it fails, or takes too long."""
        if not self._places.acquire(blocking=False):
            raise AudioUnavailable("audio.busy")
        running = self._threads.submit(work)
        running.add_done_callback(lambda _: self._places.release())  # when it ends, not when we stop waiting
        try:
            async with asyncio.timeout(self._timeout_s):
                return await asyncio.wrap_future(running)
        except OSError as error:  # a TimeoutError is one
            raise AudioUnavailable("audio.folder", reason=error.strerror or "timeout") from error

    def later(self, work: Callable[[], None]) -> None:
        """Do `work` in a thread, unwatched."""
        self._threads.submit(work)
