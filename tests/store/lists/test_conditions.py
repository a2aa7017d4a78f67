"""Filters as SQL: what each asks, and what it joins for it (tests/store/lists/test_engine.py runs them)."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import Date, Float, column

from callbridge.crm.list_filter import Condition, Test
from callbridge.crm.list_period import Period
from callbridge.store.lists.binding import Bound
from callbridge.store.lists.conditions import Conditions, typed
from tests.support.list_things import READER, THINGS


def test_a_condition_on_a_name_joins_nothing_when_the_id_is_enough() -> None:
    reading = Conditions(THINGS, READER)
    reading.where(Condition(field="box", test=Test.IN, values=(1, 2)))
    assert reading.joins == set()


def test_words_that_are_none_fit_nothing() -> None:
    asked = Condition(field="name", test=Test.CONTAINS, values=("«»",))
    assert str(Conditions(THINGS, READER).where(asked)) == "false"


def test_a_time_that_is_none_is_our_mistake() -> None:
    asked = Condition(field="at", test=Test.LT, values=("soon",))
    with pytest.raises(AssertionError, match="no time"):
        Conditions(THINGS, READER).where(asked)


def test_a_column_of_days_is_compared_with_days() -> None:
    reading = Conditions(THINGS, READER)
    day = Bound(value=column("day", Date()))
    found = reading._compared(day.value, Condition(field="day", test=Test.DURING, values=(Period.TODAY,)))
    assert set(found.compile().params.values()) == {date(2026, 11, 25), date(2026, 11, 26)}


def test_seconds_are_compared_as_the_column_keeps_them() -> None:
    assert typed(column("took", Float()), Decimal("1.5")).value == 1.5
