"""The daemon's task group: what is begun while it stops is stopped too."""

import asyncio
from collections.abc import Coroutine, Generator
from contextvars import Context
from typing import Any, TypeVar

T = TypeVar("T")


class DaemonTasks(asyncio.TaskGroup):
    """A task group that takes work until the last moment.

    Its tasks hear one after the other that the daemon stops, and whoever has not heard yet (the pump's tick, which is
    a task of a task) may begin something meanwhile. asyncio refuses that with RuntimeError, and leaves the coroutine
    unawaited: it ended a stopping daemon with a traceback when it fell into that moment.
    """

    def create_task(
        self,
        coro: Generator[Any, None, T] | Coroutine[Any, Any, T],
        *,
        name: str | None = None,
        context: Context | None = None,
    ) -> asyncio.Task[T]:
        """Begin a task; one that comes while the group is shutting down is cancelled before its first step."""
        try:
            return super().create_task(coro, name=name, context=context)
        except RuntimeError:
            coro.close()  # Python 3.13 has done so, and a closed one cannot be the task's
            late = asyncio.get_running_loop().create_task(_nothing(), name=name, context=context)
            late.cancel()
            return late


async def _nothing() -> Any:
    """Be what is cancelled in the place of what came too late."""
