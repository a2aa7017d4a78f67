"""Follow-ups: the next contact that was promised (R98), who is reminded of it when, and the day of who promised it.

A reminder fires once at its time for its owner and then stands until they acknowledge it, put it off, or somebody
reaches the person (A17). Left alone for too long it stands before the supervisors too.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from callbridge.kernel.errors import InvalidInput
from callbridge.kernel.ids import CallId, LeadId, OperatorId, OrganizationId, PersonId

MORNING = time(9)
"""When "tomorrow" is."""
LONGEST_AHEAD = timedelta(days=730)
SHOWN = 20
"""How many reminders a page is told of at once; the rest is counted."""


class ReminderState(StrEnum):
    """Where a reminder stands."""

    WAITING = "waiting"
    SHOWN = "shown"
    SNOOZED = "snoozed"
    ACKED = "acked"
    ESCALATED = "escalated"
    CANCELLED = "cancelled"


class Snooze(StrEnum):
    """For how long a reminder is put off."""

    FIVE_MINUTES = "five_minutes"
    QUARTER = "quarter"
    HOUR = "hour"
    TOMORROW = "tomorrow"
    CUSTOM = "custom"


_MINUTES = {Snooze.FIVE_MINUTES: 5, Snooze.QUARTER: 15, Snooze.HOUR: 60}


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """One planned contact, with all that its line of "my day" says."""

    id: int
    """Of the activity."""
    version: int
    at: datetime
    method: str
    owner_id: OperatorId
    owner: str
    person_id: PersonId | None
    person: str
    organization_id: OrganizationId | None
    organization: str
    phone: str
    """The number to call, ``""`` when none is known."""
    lead_id: LeadId | None
    deal_id: int | None
    deal: str
    campaign: str
    content: str
    """What was said when it was promised."""
    remind_at: datetime | None
    """When the reminder fires or fired; None when nobody wants one."""
    reminder: ReminderState | None
    done_at: datetime | None
    closed_by_call: CallId | None
    """The conversation that made it needless; ``""`` when a person said that it is."""
    closed_by: str
    """Who had that conversation, by name."""


class LetterProblem(StrEnum):
    """Why letters about reminders do not arrive."""

    NO_SERVER = "no_server"
    NO_ADDRESS = "no_address"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderLetters:
    """Whether an operator is reminded by e-mail too (a parameter of theirs), and whether that works."""

    is_wanted: bool = False
    address: str = ""
    """That of their employee's card."""
    problem: LetterProblem | None = None
    words: str = ""
    """The mail server's, when it refused the last letter."""


NO_LETTERS = ReminderLetters()


@dataclass(frozen=True, slots=True, kw_only=True)
class MyDay:
    """What an operator promised, soonest first, and what closed today without them."""

    today_ends_at: datetime
    """Midnight where the operator is."""
    open: tuple[FollowUp, ...]
    open_count: int
    closed: tuple[FollowUp, ...]
    letters: ReminderLetters = NO_LETTERS


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderBrief:
    """A reminder that stands before somebody now."""

    follow_up_id: int
    at: datetime
    """When the contact was to be."""
    remind_at: datetime
    method: str
    person: str
    organization: str
    phone: str
    lead_id: LeadId | None
    deal_id: int | None
    owner_id: OperatorId
    owner: str
    is_escalated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderBell:
    """What stands before an operator now; `open` counts all that they promised, due or not."""

    due: tuple[ReminderBrief, ...] = ()
    count: int = 0
    """Of their own; `due` holds the newest of them."""
    open: int = 0
    escalated: tuple[ReminderBrief, ...] = ()
    """Those of others that nobody acknowledged: told to supervisors."""
    escalated_count: int = 0


NOTHING_DUE = ReminderBell()


def snoozed_until(choice: Snooze, now: datetime, zone: str, custom: datetime | None = None) -> datetime:
    """Return when a reminder put off at `now` fires again, for somebody in `zone`; raises InvalidInput.

    Minutes are minutes whatever the clocks on the wall do; tomorrow is the next day of that wall's calendar.
    """
    if choice is Snooze.TOMORROW:
        return tomorrow_morning(now, zone)
    if choice is not Snooze.CUSTOM:
        return now + timedelta(minutes=_MINUTES[choice])
    if custom is None:
        raise InvalidInput({"until": "required"})
    return planned(custom, now, field="until")


def planned(at: datetime, now: datetime, *, field: str) -> datetime:
    """Return the instant if something may be planned for it; raises InvalidInput of one past or too far away."""
    if at <= now:
        raise InvalidInput({field: "in_the_past"})
    if at > now + LONGEST_AHEAD:
        raise InvalidInput({field: "too_far"})
    return at


def tomorrow_morning(now: datetime, zone: str) -> datetime:
    """Return nine o'clock of the day after the one that `zone` has at `now`."""
    there = zone_of(zone)
    day = now.astimezone(there).date() + timedelta(days=1)
    return datetime.combine(day, MORNING, there).astimezone(UTC)


def day_bounds(now: datetime, zone: str) -> tuple[datetime, datetime]:
    """Return when the day of `zone` in which `now` lies began, and when it ends: 23 to 25 hours apart."""
    there = zone_of(zone)
    day = now.astimezone(there).date()
    return _midnight(day, there), _midnight(day + timedelta(days=1), there)


def _midnight(day: date, there: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), there).astimezone(UTC)


def zone_of(name: str) -> ZoneInfo:
    """Return a time zone, that of UTC for a name that this machine does not know."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")
