"""Reminders fire here (R99, R117): at their time, for their owner, also after a restart; and everybody is told.

Which have fired is kept in the store alone, so a restart or a jump of the clock loses none and fires none twice.
"""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime

import structlog

from callbridge.app.follow_up_port import FollowUps
from callbridge.app.sessions import OperatorSessions
from callbridge.crm.follow_up import NOTHING_DUE, ReminderBell
from callbridge.kernel.errors import OutsideUnavailable
from callbridge.kernel.ids import OperatorId
from callbridge.screenpop.wire import RemindersChanged

_LOGGER = structlog.get_logger(__name__)


class Reminders:
    """Looks at the clock after each change and when something is due, at most once a tick."""

    def __init__(self, follow_ups: FollowUps, on_letters: Callable[[], None]) -> None:
        """`on_letters` is told after letters were written, to be sent."""
        self._store = follow_ups
        self._on_letters = on_letters
        self._bells: Mapping[OperatorId, ReminderBell] = {}
        self._next_at: datetime | None = None
        self._may_differ = True
        self._is_turning = False
        self._tasks: asyncio.TaskGroup
        self._sessions: OperatorSessions

    def start(self, tasks: asyncio.TaskGroup, sessions: OperatorSessions) -> None:
        """Give the group in which the store is asked, and the streams that reminders go to."""
        self._tasks = tasks
        self._sessions = sessions

    def of(self, operator_id: OperatorId) -> ReminderBell:
        """Return what stands before an operator as last read."""
        return self._bells.get(operator_id, NOTHING_DUE)

    def note(self) -> None:
        """A follow-up was written, or a conversation that may have closed some."""
        self._may_differ = True

    def tick(self, at: datetime) -> None:
        """Once a second: fire what is due."""
        is_due = self._next_at is not None and self._next_at <= at
        if (self._may_differ or is_due) and not self._is_turning:
            self._may_differ, self._is_turning = False, True
            self._tasks.create_task(self._turn(at), name="reminders")

    async def _turn(self, at: datetime) -> None:
        try:
            turn = await self._store.turn(at)
        except OutsideUnavailable as error:
            self._may_differ = True
            _LOGGER.warning("reminders cannot be read; trying again", error=str(error))
            return
        finally:
            self._is_turning = False
        self._next_at = turn.next_at
        if turn.letters:
            self._on_letters()
        before, self._bells = self._bells, turn.bells
        for operator_id in before.keys() | turn.bells.keys():
            self._tell(operator_id, before.get(operator_id, NOTHING_DUE))

    def _tell(self, operator_id: OperatorId, before: ReminderBell) -> None:
        bell = self.of(operator_id)
        if bell != before:
            self._sessions.push(
                operator_id, lambda revision: RemindersChanged(revision=revision, reminders=bell), topic="reminders"
            )
