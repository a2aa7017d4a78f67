"""Operators none of whose pages sees, closed or silent.

After a grace they are away, and the configuration says what that means.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from callbridge.app.roster import OperatorRoster
from callbridge.crm.operator import Operator
from callbridge.crm.status import AbsenceRules, Leaving
from callbridge.kernel.ids import OperatorId

LOGOUT_HOLDS = timedelta(seconds=5)
"""So long after a logout the last socket may still be closing."""


class Absences(Protocol):
    """Who is told of comings and goings; neither waits."""

    def went(self, operator_id: OperatorId, leaving: Leaving) -> None: ...

    def came_back(self, operator_id: OperatorId, *, is_return: bool) -> None: ...


class Attendance:
    """Looks once a second at who has a page that sees."""

    def __init__(self, absences: Absences, roster: OperatorRoster, rules: AbsenceRules) -> None:
        self._absences = absences
        self._roster = roster
        self._rules = rules
        self._grace = timedelta(seconds=rules.grace_s)
        self._alone_since: dict[OperatorId, datetime] = {}
        self._away: set[OperatorId] = set()
        self._logged_out: dict[OperatorId, datetime] = {}

    def logged_out(self, operator_id: OperatorId, at: datetime) -> None:
        """Whoever logs out and has no other page is away at once."""
        self._logged_out[operator_id] = at

    def tick(self, at: datetime, seeing: Callable[[OperatorId], int]) -> None:
        """Tell who is away by now, and who is back; `seeing` tells how many pages of somebody see.

        A daemon that starts gives everybody the whole grace.
        """
        for operator in self._roster.everybody():
            if seeing(operator.id):
                self._is_here(operator.id)
            elif operator.is_active and operator.extension:
                self._is_alone(operator, at)

    def _is_here(self, operator_id: OperatorId) -> None:
        self._alone_since.pop(operator_id, None)
        is_return = operator_id in self._away
        self._away.discard(operator_id)
        self._absences.came_back(operator_id, is_return=is_return)

    def _is_alone(self, operator: Operator, at: datetime) -> None:
        since = self._alone_since.setdefault(operator.id, at)
        said = self._logged_out.pop(operator.id, None)
        is_over = at - since >= self._grace or (said is not None and at - said <= LOGOUT_HOLDS)
        if is_over and operator.id not in self._away:
            self._away.add(operator.id)
            leaving = self._rules.of(operator.device_mode)
            if leaving is not Leaving.LEAVE:
                self._absences.went(operator.id, leaving)
