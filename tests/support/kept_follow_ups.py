"""Follow-ups in memory, as the ports of app/follow_up_port.py promise them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from callbridge.app.follow_up_port import Feed, Turn
from callbridge.crm.follow_up import FollowUp, ReminderBell, ReminderState
from callbridge.crm.operator import Language, Role
from callbridge.crm.record import Author
from callbridge.kernel.errors import IllegalMove, NotFound, StoreUnavailable
from callbridge.kernel.ids import CallId, LeadId, OperatorId, PersonId
from tests.support.calls import NINE


def a_follow_up(**changes: Any) -> FollowUp:
    """Return a call that operator 1 promised for an hour after nine."""
    whole = FollowUp(
        id=1,
        version=1,
        at=NINE + timedelta(hours=1),
        method="Телефонный звонок",
        owner_id=OperatorId(1),
        owner="Anna",
        person_id=PersonId(5),
        person="Пётр Сидоров",
        organization_id=None,
        organization="",
        phone="+79161234567",
        lead_id=LeadId(7),
        deal_id=None,
        deal="",
        campaign="",
        content="Хочет дом",
        remind_at=NINE + timedelta(hours=1),
        reminder=ReminderState.WAITING,
        done_at=None,
        closed_by_call=None,
        closed_by="",
    )
    return replace(whole, **changes)


@dataclass
class KeptFollowUps:
    """One follow-up, number 1, of operator 1."""

    rows: dict[int, FollowUp] = field(default_factory=lambda: {1: a_follow_up()})
    bells: dict[OperatorId, ReminderBell] = field(default_factory=dict)
    next_at: datetime | None = None
    letters: int = 0
    turned_at: list[datetime] = field(default_factory=list)
    is_down: bool = False

    async def turn(self, at: datetime) -> Turn:
        self.turned_at.append(at)
        if self.is_down:
            raise StoreUnavailable
        return Turn(bells=dict(self.bells), next_at=self.next_at, letters=self.letters)

    async def open(self, operator_id: OperatorId, limit: int) -> tuple[Sequence[FollowUp], int]:
        found = [row for row in self.rows.values() if row.owner_id == operator_id and row.done_at is None]
        return found[:limit], len(found)

    async def closed(self, operator_id: OperatorId, since: datetime, limit: int) -> Sequence[FollowUp]:
        return [
            row
            for row in self.rows.values()
            if row.owner_id == operator_id and row.closed_by_call is not None and row.done_at and row.done_at >= since
        ][:limit]

    async def one(self, follow_up_id: int) -> FollowUp:
        if follow_up_id not in self.rows:
            raise NotFound("record.not_found", id=follow_up_id)
        return self.rows[follow_up_id]

    async def acknowledge(self, follow_up_id: int, author: Author) -> None:
        self._set(follow_up_id, author, reminder=ReminderState.ACKED)

    async def remind(self, follow_up_id: int, until: datetime, author: Author) -> None:
        self._set(follow_up_id, author, reminder=ReminderState.SNOOZED, remind_at=until)

    async def move(self, follow_up_id: int, planned_at: datetime, author: Author, *, at: datetime) -> None:
        if (await self.one(follow_up_id)).done_at is not None:
            raise IllegalMove("promise.closed")
        self._set(follow_up_id, author, at=planned_at)

    async def close(self, follow_up_id: int, author: Author, *, call_id: CallId | None, at: datetime) -> None:
        await self.one(follow_up_id)
        self._set(follow_up_id, None if call_id else author, done_at=at, closed_by_call=call_id or "")

    async def reopen(self, follow_up_id: int, author: Author, *, at: datetime) -> None:
        self._set(follow_up_id, None, done_at=None, closed_by_call=None)

    def _set(self, follow_up_id: int, author: Author | None, **changes: Any) -> None:
        row = self.rows.get(follow_up_id)
        may = author is None or author.role.covers(Role.SUPERVISOR) or (row and row.owner_id == author.operator_id)
        if row is None or not may:
            raise NotFound("record.not_found", id=follow_up_id)
        self.rows[follow_up_id] = replace(row, **changes)


@dataclass
class KeptFeeds:
    """Addresses of calendars."""

    rows: dict[OperatorId, tuple[bytes, datetime]] = field(default_factory=dict)

    async def make(self, operator_id: OperatorId, token_hash: bytes, *, at: datetime) -> None:
        self.rows[operator_id] = (token_hash, at)

    async def end(self, operator_id: OperatorId) -> None:
        self.rows.pop(operator_id, None)

    async def made_at(self, operator_id: OperatorId) -> datetime | None:
        found = self.rows.get(operator_id)
        return found[1] if found else None

    async def find(self, token_hash: bytes) -> Feed | None:
        for operator_id, (kept, _) in self.rows.items():
            if kept == token_hash:
                return Feed(operator_id=operator_id, role=Role.OPERATOR, language=Language.RU)
        return None
