"""Threads for a disk that may be slow or full: few, waited for in time, and its errors as codes."""

import asyncio
import errno
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from callbridge.kernel.errors import FilesUnavailable

_THREADS = 4
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
T = TypeVar("T")


class Disk:
    """Runs what touches a disk, beside the loop; who may wait here is bounded by app/files.py."""

    def __init__(self, timeout_s: float) -> None:
        self._timeout_s = timeout_s
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="files")

    async def run(self, work: Callable[[], T]) -> T:
        """Return what `work` does in a thread; raises FilesUnavailable when it fails, or takes too long."""
        try:
            async with asyncio.timeout(self._timeout_s):
                return await asyncio.wrap_future(self._threads.submit(work))
        except OSError as error:  # a TimeoutError is one
            if error.errno in _FULL:
                raise FilesUnavailable("files.disk_full") from error
            raise FilesUnavailable(reason=error.strerror or "timeout") from error

    def later(self, work: Callable[[], None]) -> None:
        """Do `work` in a thread, unwatched."""
        self._threads.submit(work)
