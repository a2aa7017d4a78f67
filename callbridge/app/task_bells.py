"""Everybody's bell: what waits for them, told when it changes and when a task becomes overdue."""

import asyncio
from collections.abc import Mapping
from datetime import datetime

import structlog

from callbridge.app.sessions import OperatorSessions
from callbridge.app.task_port import Tasks
from callbridge.crm.task import NOTHING_WAITS, TaskBell
from callbridge.kernel.errors import StoreUnavailable
from callbridge.kernel.ids import OperatorId
from callbridge.screenpop.wire import TasksChanged

_LOGGER = structlog.get_logger(__name__)


class TaskBells:
    """Reads all bells anew after a change, at most once a tick, and tells those whose bell is another."""

    def __init__(self, tasks: Tasks) -> None:
        self._store = tasks
        self._bells: Mapping[OperatorId, TaskBell] = {}
        self._next_due: datetime | None = None
        self._may_differ = True
        self._is_reading = False
        self._tasks: asyncio.TaskGroup
        self._sessions: OperatorSessions

    def start(self, tasks: asyncio.TaskGroup, sessions: OperatorSessions) -> None:
        """Give the bells the group in which they read and the streams that they ring in."""
        self._tasks = tasks
        self._sessions = sessions

    def of(self, operator_id: OperatorId) -> TaskBell:
        """Return what waits for an operator as last read."""
        return self._bells.get(operator_id, NOTHING_WAITS)

    def note(self) -> None:
        """A task was written."""
        self._may_differ = True

    def tick(self, at: datetime) -> None:
        """Once a second: read what was noted, or what the clock has made overdue."""
        is_due = self._next_due is not None and self._next_due <= at
        if (self._may_differ or is_due) and not self._is_reading:
            self._may_differ, self._is_reading = False, True
            self._tasks.create_task(self._read(at), name="task bells")

    async def _read(self, at: datetime) -> None:
        try:
            bells, self._next_due = await self._store.bells(at)
        except StoreUnavailable as error:
            self._may_differ = True
            _LOGGER.warning("the bells of tasks cannot be read; trying again", error=str(error))
            return
        finally:
            self._is_reading = False
        before, self._bells = self._bells, bells
        for operator_id in before.keys() | bells.keys():
            self._tell(operator_id, before.get(operator_id, NOTHING_WAITS))

    def _tell(self, operator_id: OperatorId, before: TaskBell) -> None:
        bell = self.of(operator_id)
        if bell != before:
            self._sessions.push(
                operator_id, lambda revision: TasksChanged(revision=revision, tasks=bell), topic="tasks"
            )
