"""The daemon's task group takes work while it stops, and does none of it."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest

from callbridge.task_group import DaemonTasks


class _Stopped(Exception):
    """How the daemon ends its group."""


def _as_python_3_13(group: asyncio.TaskGroup, coro: Coroutine[Any, Any, None], **named: Any) -> "asyncio.Task[None]":
    """Refuse as it does: it closes what is refused, where 3.11 and 3.12 leave it open."""
    if group._aborting:  # type: ignore[attr-defined]
        coro.close()
    return _as_it_is(group, coro, **named)


_as_it_is = asyncio.TaskGroup.create_task


@pytest.mark.parametrize("create_task", [_as_it_is, _as_python_3_13])
async def test_what_is_begun_while_the_daemon_stops_is_cancelled_before_its_first_step(
    create_task: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R149: a stop that meets a tick ends as any other."""
    monkeypatch.setattr(asyncio.TaskGroup, "create_task", create_task)
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
