"""Cursors of the call log."""

from datetime import UTC, datetime

import pytest

from callbridge.crm.call_list import CallCursor, CallOrder, CallSort
from callbridge.kernel.ids import CallId
from callbridge.web.call_query import cursor_of, order_of, write_cursor


@pytest.mark.parametrize(
    ("sort", "value"),
    [("-started", datetime(2026, 3, 2, 9, 0, 0, 123456, tzinfo=UTC)), ("talk", 0.1 + 0.2), ("-wait", 0.0)],
)
def test_a_cursor_is_read_back_exactly(sort: str, value: datetime | float) -> None:
    cursor = CallCursor(value=value, call_id=CallId("main:1772442000.1"))
    assert cursor_of(write_cursor(cursor), order_of(sort)) == cursor


def test_the_instant_of_the_first_version_is_still_a_cursor() -> None:
    at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert cursor_of("2026-03-02T09:00:00Z", CallOrder()) == CallCursor(value=at)
    assert cursor_of("", CallOrder(sort=CallSort.TALK)) is None
