"""Spans of days as people say them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbridge.crm.list_period import Days, Period, days_of, midnight

WEDNESDAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        (Period.TODAY, "2026-11-25", "2026-11-25"),
        (Period.YESTERDAY, "2026-11-24", "2026-11-24"),
        (Period.TOMORROW, "2026-11-26", "2026-11-26"),
        (Period.THIS_WEEK, "2026-11-23", "2026-11-29"),
        (Period.LAST_WEEK, "2026-11-16", "2026-11-22"),
        (Period.NEXT_WEEK, "2026-11-30", "2026-12-06"),
        (Period.THIS_MONTH, "2026-11-01", "2026-11-30"),
        (Period.LAST_MONTH, "2026-10-01", "2026-10-31"),
        (Period.THIS_YEAR, "2026-01-01", "2026-12-31"),
        (Period.LAST_YEAR, "2025-01-01", "2025-12-31"),
        (Period.LAST_7_DAYS, "2026-11-19", "2026-11-25"),
        (Period.LAST_30_DAYS, "2026-10-27", "2026-11-25"),
    ],
)
def test_a_period_is_the_days_people_mean(period: Period, first: str, last: str) -> None:
    end = date.fromisoformat(last) + timedelta(days=1)
    assert days_of(period, WEDNESDAY) == Days(first=date.fromisoformat(first), end=end)


@given(st.sampled_from(Period), st.dates(date(1950, 1, 1), date(2100, 1, 1)))
def test_a_period_goes_forwards_from_every_day(period: Period, today: date) -> None:
    days = days_of(period, today)
    assert days.first < days.end


def test_a_day_begins_when_the_readers_clock_says_so() -> None:
    assert midnight(WEDNESDAY, ZoneInfo("Europe/Moscow")) == datetime(2026, 11, 24, 21, tzinfo=UTC)


def test_a_day_of_the_change_to_summer_time_has_23_hours() -> None:
    day = Days(first=date(2026, 3, 29), end=date(2026, 3, 30))
    begins, ends = day.instants(ZoneInfo("Europe/Berlin"))
    assert ends - begins == timedelta(hours=23)
