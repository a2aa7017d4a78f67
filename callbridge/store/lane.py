"""A lane: workers that take units in turn, a bounded number of units waiting, and a deadline for each."""

import asyncio
from collections import deque
from collections.abc import Sequence
from typing import TypeVar

from callbridge.kernel.errors import StoreUnavailable
from callbridge.store.tx import Unit
from callbridge.store.worker import Access, Worker

T = TypeVar("T")


class Lane:
    """Hands units to idle workers, first come first served."""

    def __init__(self, workers: Sequence[Worker], *, max_waiting: int) -> None:
        self._idle = list(workers)
        self._waiting: deque[asyncio.Future[Worker]] = deque()
        self._max_waiting = max_waiting

    @property
    def waiting(self) -> int:
        """How many units wait for a worker."""
        return len(self._waiting)

    async def run(self, unit: Unit[T], access: Access, timeout_s: float) -> T:
        """Run a unit; StoreUnavailable ``store.timeout`` after `timeout_s`, ``store.overloaded`` when too many wait.

        A write that timed out may still have been kept: whoever repeats it must be able to tell by its key.
        """
        try:
            async with asyncio.timeout(timeout_s):
                worker = self._idle.pop() if self._idle else await self._turn()
                return await self._on(worker, unit, access)
        except TimeoutError as error:
            raise StoreUnavailable("store.timeout") from error

    async def _turn(self) -> Worker:
        if len(self._waiting) >= self._max_waiting:
            raise StoreUnavailable("store.overloaded")
        future: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self._waiting.append(future)
        try:
            return await future
        except asyncio.CancelledError:
            if future.done() and not future.cancelled():
                self._release(future.result())
            elif future in self._waiting:
                self._waiting.remove(future)
            raise

    async def _on(self, worker: Worker, unit: Unit[T], access: Access) -> T:
        tx = worker.new_tx()
        future = worker.submit(tx, unit, access)
        try:
            result = await future
        except asyncio.CancelledError:
            worker.abandon(tx).add_done_callback(lambda _: self._release(worker))
            raise
        except BaseException:
            self._release(worker)
            raise
        self._release(worker)
        return result

    def _release(self, worker: Worker) -> None:
        while self._waiting:
            future = self._waiting.popleft()
            if not future.done():
                future.set_result(worker)
                return
        self._idle.append(worker)
