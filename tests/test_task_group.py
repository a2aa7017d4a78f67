"""The daemon's task group takes work while it stops, and does none of it."""

import asyncio

import pytest

from callbridge.task_group import DaemonTasks


class _Stopped(Exception):
    """How the daemon ends its group."""


async def test_what_is_begun_while_the_daemon_stops_is_cancelled_before_its_first_step() -> None:
    """R149: a stop that meets a tick ends as any other."""
    steps: list[str] = []
    late: list[asyncio.Task[None]] = []

    async def work(step: str) -> None:
        steps.append(step)

    async def begins_something_as_it_goes() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            late.append(tasks.create_task(work("late"), name="late"))

    stopped: list[type[BaseException]] = []
    try:
        async with DaemonTasks() as tasks:
            tasks.create_task(begins_something_as_it_goes())
            await tasks.create_task(work("early"))
            raise _Stopped  # noqa: TRY301 - as the daemon does
    except* _Stopped as group:
        stopped += [type(each) for each in group.exceptions]
    assert stopped == [_Stopped]
    with pytest.raises(asyncio.CancelledError):
        await late[0]
    assert steps == ["early"]
    assert late[0].get_name() == "late"
