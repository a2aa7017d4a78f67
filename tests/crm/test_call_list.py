"""The call log's columns fit the rows they show."""

from dataclasses import fields

from callbridge.crm.call_list import CALL_COLUMNS, MISSED_OUTCOMES, CallFilter, CallSort
from callbridge.crm.call_log import CallRow
from callbridge.telephony.call_event import Outcome


def test_every_column_shows_a_field_of_the_row_and_has_an_id_of_its_own() -> None:
    assert {column.field for column in CALL_COLUMNS} <= {field.name for field in fields(CallRow)}
    assert len({column.id for column in CALL_COLUMNS}) == len(CALL_COLUMNS)


def test_every_order_has_its_column() -> None:
    assert {column.sort for column in CALL_COLUMNS} - {None} == set(CallSort)


def test_missed_calls_have_outcomes_of_the_network() -> None:
    assert set(MISSED_OUTCOMES) < {*Outcome} - {Outcome.ANSWERED, Outcome.UNKNOWN}


def test_a_filter_that_asks_nothing_is_empty() -> None:
    assert not any(getattr(CallFilter(), field.name) for field in fields(CallFilter))
