"""Bodies and answers of follow-ups and of calendars (docs/api.md)."""

from dataclasses import dataclass, field
from datetime import datetime

from callbridge.crm.follow_up import Snooze
from callbridge.kernel.ids import CallId


@dataclass(frozen=True, slots=True, kw_only=True)
class SnoozeForm:
    """Body of ``POST /api/follow-ups/{id}/snooze``: `until` with the choice ``custom`` alone."""

    choice: Snooze
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpMove:
    """Body of ``POST /api/follow-ups/{id}/move``."""

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpClose:
    """Body of ``POST /api/follow-ups/{id}/close``: the conversation that made it needless, if one did."""

    call_id: CallId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarState:
    """Whether one's calendar has an address, and since when."""

    since: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeCalendar:
    """The address just made, told once: the path of it on this server."""

    path: str = field(repr=False)
