"""A disk that may be slow, stuck or full: touched in threads of its own, and waited for in time."""

import asyncio
import io
import os
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ClassVar, TypeVar

from callbridge.kernel.errors import OutsideUnavailable

PIECE_BYTES = 64 * 1024
_THREADS = 4

T = TypeVar("T")


class Disk(ABC):
    """Runs what touches a disk, beside the loop: few threads, with a bounded line before them.

    Each room that has a disk says in its own words what is wrong with it.
    """

    places: ClassVar[int] = 64
    """In the line and the threads together."""

    def __init__(self, timeout_s: float) -> None:
        self._timeout_s = timeout_s
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix=type(self).__name__)
        self._places = threading.BoundedSemaphore(self.places)

    @abstractmethod
    def failed(self, error: OSError) -> OutsideUnavailable:
        """Return what is told when the system says this; a TimeoutError: it does not answer."""

    @abstractmethod
    def busy(self) -> OutsideUnavailable:
        """Return what is told when too many wait already."""

    @abstractmethod
    def changed(self) -> OutsideUnavailable:
        """Return what is told when an open file ends before it should."""

    async def run(self, work: Callable[[], T]) -> T:
        """Return what `work` does in a thread; raises what is told when it fails, or takes too long."""
        if not self._places.acquire(blocking=False):
            raise self.busy()
        running = self._threads.submit(work)
        running.add_done_callback(lambda _: self._places.release())  # when it ends, not when we stop waiting
        try:
            async with asyncio.timeout(self._timeout_s):
                return await asyncio.wrap_future(running)
        except OSError as error:  # a TimeoutError is one
            raise self.failed(error) from error

    def later(self, work: Callable[[], None]) -> None:
        """Do `work` in a thread, unwatched."""
        self._threads.submit(work)


class FileStream:
    """`AudioStream` of an open file."""

    def __init__(self, disk: Disk, file: io.FileIO, first: int, last: int) -> None:
        self._disk = disk
        self._file = file
        self._next = first
        self._last = last
        self._lock = threading.Lock()

    def __aiter__(self) -> "FileStream":
        return self

    async def __anext__(self) -> bytes:
        if self._next > self._last:
            raise StopAsyncIteration
        piece = await self._disk.run(self._read)
        if not piece:
            raise self._disk.changed()
        self._next += len(piece)
        return piece

    async def aclose(self) -> None:
        """Give the file back, when a thread that may still read it has done so."""
        self._disk.later(self._close)

    def _read(self) -> bytes:
        with self._lock:
            wanted = min(PIECE_BYTES, self._last - self._next + 1)
            return b"" if self._file.closed else os.pread(self._file.fileno(), wanted, self._next)

    def _close(self) -> None:
        with self._lock:
            self._file.close()
