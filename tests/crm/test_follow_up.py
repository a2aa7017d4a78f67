"""Snoozing and the bounds of a day, in every time zone and across every change of clocks (R98, R117, A17)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbridge.crm.follow_up import (
    LONGEST_AHEAD,
    MORNING,
    Snooze,
    day_bounds,
    planned,
    snoozed_until,
    tomorrow_morning,
    zone_of,
)
from callbridge.kernel.errors import InvalidInput

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
BEGIN = datetime(2013, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
# clocks that change by an hour, by half an hour, at midnight, twice a year around Ramadan, and not at all
ZONES = st.sampled_from(
    [
        "Europe/Moscow", "Asia/Kamchatka", "Europe/Kaliningrad", "Asia/Kathmandu", "America/New_York", "Europe/Berlin",
        "Australia/Lord_Howe", "Pacific/Apia", "America/St_Johns", "Africa/Casablanca", "America/Asuncion", "UTC",
    ]
)  # fmt: skip
INSTANTS = st.integers(0, 86 * 365 * 86_400).map(lambda seconds: BEGIN + timedelta(seconds=seconds))


@given(INSTANTS, ZONES)
def test_a_day_holds_its_instant_and_ends_where_the_next_one_begins(now: datetime, zone: str) -> None:
    """R117: "today" is the operator's, not UTC's."""
    began_at, ends_at = day_bounds(now, zone)
    assert began_at <= now < ends_at
    assert day_bounds(ends_at, zone)[0] == ends_at
    assert day_bounds(ends_at - timedelta(microseconds=1), zone) == (began_at, ends_at)
    assert 23 * HOUR <= ends_at - began_at <= 25 * HOUR
    there = ZoneInfo(zone)
    assert now.astimezone(there).date() == began_at.astimezone(there).date()


@given(INSTANTS, ZONES)
def test_tomorrow_is_nine_o_clock_of_the_next_day_on_the_wall(now: datetime, zone: str) -> None:
    """R99, R117: whether or not the clocks change in the night between."""
    there = ZoneInfo(zone)
    at = tomorrow_morning(now, zone)
    wall = at.astimezone(there)
    assert (wall.time(), wall.date() - now.astimezone(there).date()) == (MORNING, timedelta(days=1))
    assert 8 * HOUR <= at - now <= 34 * HOUR
    assert at.tzinfo is UTC


@given(INSTANTS, ZONES, st.sampled_from([Snooze.FIVE_MINUTES, Snooze.QUARTER, Snooze.HOUR]))
def test_minutes_are_minutes_whatever_the_clocks_do(now: datetime, zone: str, choice: Snooze) -> None:
    """R117."""
    minutes = {Snooze.FIVE_MINUTES: 5, Snooze.QUARTER: 15, Snooze.HOUR: 60}[choice]
    assert snoozed_until(choice, now, zone) == now + timedelta(minutes=minutes)
    assert snoozed_until(Snooze.TOMORROW, now, zone) == tomorrow_morning(now, zone)


def test_the_night_of_longer_and_of_shorter_summer_time_is_told_by_the_wall() -> None:
    """R117: 25 October 2026 is 25 hours long in Berlin, 29 March 23."""
    assert tomorrow_morning(datetime(2026, 10, 24, 10, tzinfo=UTC), "Europe/Berlin") == datetime(
        2026, 10, 25, 8, tzinfo=UTC
    )
    for day, hours in ((datetime(2026, 10, 25, 12, tzinfo=UTC), 25), (datetime(2026, 3, 29, 12, tzinfo=UTC), 23)):
        began_at, ends_at = day_bounds(day, "Europe/Berlin")
        assert ends_at - began_at == hours * HOUR


def test_what_is_past_missing_or_two_years_away_is_refused() -> None:
    """R98: a reminder in the past."""
    assert snoozed_until(Snooze.CUSTOM, NOW, "UTC", NOW + HOUR) == NOW + HOUR
    assert planned(NOW + LONGEST_AHEAD, NOW, field="at") == NOW + LONGEST_AHEAD
    for until, code in ((None, "required"), (NOW, "in_the_past"), (NOW + LONGEST_AHEAD + HOUR, "too_far")):
        with pytest.raises(InvalidInput) as refused:
            snoozed_until(Snooze.CUSTOM, NOW, "UTC", until)
        assert refused.value.fields == {"until": code}


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "../etc/passwd", "/etc/localtime"])
def test_a_zone_nobody_knows_is_utc(name: str) -> None:
    assert zone_of(name) == ZoneInfo("UTC")
