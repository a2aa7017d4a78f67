"""What the use cases of follow-ups need from the store."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from callbridge.crm.follow_up import FollowUp, ReminderBell
from callbridge.crm.operator import Language, Role
from callbridge.crm.record import Author
from callbridge.kernel.ids import CallId, OperatorId


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What stands before whom after the clock was looked at."""

    bells: Mapping[OperatorId, ReminderBell]
    """Of those for whom anything is there."""
    next_at: datetime | None
    """When the clock changes something next."""
    letters: int = 0
    """How many letters now wait to go because reminders fired."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """Whose calendar a token opens."""

    operator_id: OperatorId
    role: Role
    language: Language


class FollowUps(Protocol):
    """Planned contacts and their reminders; each method is one unit of work.

    What is changed must be the author's own, or the author a supervisor: else NotFound.
    """

    async def turn(self, at: datetime) -> Turn:
        """Let the reminders fire whose time has come, escalate those left alone, and return what stands."""
        ...

    async def open(self, operator_id: OperatorId, limit: int) -> tuple[Sequence[FollowUp], int]:
        """Return an operator's planned contacts, soonest first, and how many there are."""
        ...

    async def closed(self, operator_id: OperatorId, since: datetime, limit: int) -> Sequence[FollowUp]:
        """Return those of them that closed without a contact of their own since then, newest first."""
        ...

    async def one(self, follow_up_id: int) -> FollowUp:
        """Return one, whoever's it is; NotFound."""
        ...

    async def acknowledge(self, follow_up_id: int, author: Author) -> None:
        """Let its reminder stand no longer."""
        ...

    async def remind(self, follow_up_id: int, until: datetime, author: Author) -> None:
        """Let a reminder fire at `until`, for its owner; IllegalMove when it is closed."""
        ...

    async def move(self, follow_up_id: int, planned_at: datetime, author: Author, *, at: datetime) -> None:
        """Plan the contact for another time, its reminder with it; IllegalMove when it is closed."""
        ...

    async def close(self, follow_up_id: int, author: Author, *, call_id: CallId | None, at: datetime) -> None:
        """Close what is needless now; with the conversation that did it anybody may. Closing again changes nothing."""
        ...

    async def reopen(self, follow_up_id: int, author: Author, *, at: datetime) -> None:
        """Take back a closing, whoever or whatever closed it; anybody may."""
        ...


class CalendarFeeds(Protocol):
    """Secret addresses of calendars; of a token only the hash is kept."""

    async def make(self, operator_id: OperatorId, token_hash: bytes, *, at: datetime) -> None:
        """Give an operator's calendar an address; the one it had ends."""
        ...

    async def end(self, operator_id: OperatorId) -> None: ...

    async def made_at(self, operator_id: OperatorId) -> datetime | None:
        """Return since when there is an address, None when there is none."""
        ...

    async def find(self, token_hash: bytes) -> Feed | None:
        """Return whose calendar it is, while they may log in."""
        ...
