"""Which rows are one call."""

from dataclasses import replace
from datetime import timedelta

from callbridge.telephony.cdr_groups import calls_of
from tests.support.cdr_rows import recorded_rows


def test_rows_of_one_linkedid_are_one_call_in_whatever_order_they_were_written() -> None:
    rows = recorded_rows("t06_attended_feature_code")
    (call,) = calls_of(reversed(rows))
    assert sorted(call, key=lambda row: row.order) == call
    assert len(call) == len(rows)


def test_two_calls_at_once_to_one_phone_stay_two() -> None:
    assert [len(call) for call in calls_of(recorded_rows("t51_one_number_twice_at_once"))] == [1, 1]


def test_a_phone_that_fetches_a_parked_call_makes_no_call_of_its_own() -> None:
    assert [call[0].channel for call in calls_of(recorded_rows("t23_park_and_unpark"))] == ["PJSIP/trunk-00000041"]


def test_without_linkedids_rows_with_a_common_channel_are_one_call() -> None:
    rows = recorded_rows("t38_forwarded_to_colleague", with_links=False)
    assert [len(call) for call in calls_of(rows)] == [len(rows)]


def test_a_channel_name_of_another_day_is_another_channel() -> None:
    """A restarted Asterisk counts its channels anew."""
    (row,) = recorded_rows("s01_direct_answered", with_links=False)
    day = timedelta(days=1)
    later = replace(row, unique_id="1.1", started_at=row.started_at + day, ended_at=row.ended_at + day)
    assert [len(call) for call in calls_of([later, row])] == [1, 1]
