"""Operators none of whose pages sees: logged out, closed or silent.

After a grace they are away, and the configuration says for each what that means.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from callbridge.app.roster import OperatorRoster
from callbridge.crm.operator import Operator
from callbridge.crm.status import AbsenceRules, Absent, Leaving
from callbridge.kernel.ids import OperatorId
from callbridge.screenpop.sight import Pages

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
        self._alone_since: dict[OperatorId, datetime] = {}
        self._away: set[OperatorId] = set()
        self._logged_out: dict[OperatorId, datetime] = {}

    def logged_out(self, operator_id: OperatorId, at: datetime) -> None:
        """Whoever logs out and has no other page is away at once."""
        self._logged_out[operator_id] = at

    def tick(self, at: datetime, pages_of: Callable[[OperatorId], Pages]) -> None:
        """Tell who is away by now, and who is back.

        A daemon that starts gives everybody the whole grace.
        """
        for operator in self._roster.everybody():
            pages = pages_of(operator.id)
            if pages.seeing:
                self._is_here(operator.id)
            elif operator.is_active and operator.extension:
                self._is_alone(operator, at, pages)

    def _is_here(self, operator_id: OperatorId) -> None:
        self._alone_since.pop(operator_id, None)
        is_return = operator_id in self._away
        self._away.discard(operator_id)
        self._absences.came_back(operator_id, is_return=is_return)

    def _is_alone(self, operator: Operator, at: datetime, pages: Pages) -> None:
        since = self._alone_since.setdefault(operator.id, at)
        said = self._logged_out.pop(operator.id, None)
        if operator.id in self._away:
            return
        absent = Absent.CLOSED if pages.is_closed else Absent.LOST
        if said is not None and at - said <= LOGOUT_HOLDS:
            absent = Absent.LOGGED_OUT
        rule = self._rules.of(absent)
        if at - since >= timedelta(seconds=rule.grace_s):
            self._away.add(operator.id)
            leaving = rule.of(operator.device_mode)
            if leaving is not Leaving.LEAVE:
                self._absences.went(operator.id, leaving)
