from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbridge.kernel.errors import InvalidInput
from callbridge.web import cursors

INSTANTS = st.datetimes(timezones=st.just(UTC))


@given(INSTANTS, st.integers(min_value=0, max_value=2**31 - 1))
def test_a_cursor_reads_back_what_was_written(at: datetime, row_id: int) -> None:
    assert cursors.instant(cursors.write(at)) == at
    assert cursors.instant_and_id(cursors.write_with_id(at, row_id)) == (at, row_id)


def test_a_cursor_needs_no_escape_in_an_address() -> None:
    moscow = datetime(2026, 3, 2, 12, 0, 0, 5, tzinfo=timezone(timedelta(hours=3)))
    assert cursors.write_with_id(moscow, 7) == "2026-03-02T09:00:00.000005Z~7"


def test_no_cursor_is_the_beginning() -> None:
    assert cursors.instant("") is None
    assert cursors.instant_and_id("") is None


@pytest.mark.parametrize("text", ["x", "2026-03-02T09:00:00", "2026-03-02T09:00:00Z~", "2026-03-02T09:00:00Z~٣"])
def test_a_made_up_cursor_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        cursors.instant_and_id(text)


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_an_instant_outside_of_time_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        cursors.instant(text)
