"""Days and spans of days as people say them: "today", "last month", each in the reader's time zone."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)


class Period(StrEnum):
    """A span of days that moves with the calendar, so that a saved filter stays true."""

    TODAY = "today"
    YESTERDAY = "yesterday"
    TOMORROW = "tomorrow"
    THIS_WEEK = "this_week"
    LAST_WEEK = "last_week"
    NEXT_WEEK = "next_week"
    THIS_MONTH = "this_month"
    LAST_MONTH = "last_month"
    THIS_YEAR = "this_year"
    LAST_YEAR = "last_year"
    LAST_7_DAYS = "last_7_days"
    """Today and the six days before it."""
    LAST_30_DAYS = "last_30_days"


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """Whole days from `first` up to, and without, `end`."""

    first: date
    end: date

    def instants(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """Return the instants at which the days begin and end in `zone`, in UTC."""
        return midnight(self.first, zone), midnight(self.end, zone)


def midnight(day: date, zone: tzinfo) -> datetime:
    """Return when `day` begins in `zone`, in UTC; where clocks jump over midnight, the instant they jump."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def days_of(period: Period, today: date) -> Days:  # noqa: PLR0911 - a table of cases
    """Return the days that `period` means on `today`; weeks begin on Monday."""
    monday = today - today.weekday() * _DAY
    month = today.replace(day=1)
    match period:
        case Period.TODAY:
            return Days(first=today, end=today + _DAY)
        case Period.YESTERDAY:
            return Days(first=today - _DAY, end=today)
        case Period.TOMORROW:
            return Days(first=today + _DAY, end=today + 2 * _DAY)
        case Period.THIS_WEEK:
            return Days(first=monday, end=monday + _WEEK)
        case Period.LAST_WEEK:
            return Days(first=monday - _WEEK, end=monday)
        case Period.NEXT_WEEK:
            return Days(first=monday + _WEEK, end=monday + 2 * _WEEK)
        case _:
            return _longer(period, today, month)


def _longer(period: Period, today: date, month: date) -> Days:
    match period:
        case Period.THIS_MONTH:
            return Days(first=month, end=_next_month(month))
        case Period.LAST_MONTH:
            return Days(first=(month - _DAY).replace(day=1), end=month)
        case Period.THIS_YEAR:
            return Days(first=date(today.year, 1, 1), end=date(today.year + 1, 1, 1))
        case Period.LAST_YEAR:
            return Days(first=date(today.year - 1, 1, 1), end=date(today.year, 1, 1))
        case Period.LAST_7_DAYS:
            return Days(first=today - 6 * _DAY, end=today + _DAY)
        case _:
            return Days(first=today - 29 * _DAY, end=today + _DAY)


def _next_month(month: date) -> date:
    return (month + 31 * _DAY).replace(day=1)
